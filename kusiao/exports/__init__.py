"""The lists that people take along as files: asked for with a reason, marked with who and when, counted, kept for a day.

Neutral ground: each room above says which list, which columns and which rows of it a person may see."""
