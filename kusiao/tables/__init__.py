"""Tables that go out as files and come in from them: reference tables in the admin, and the files behind the lists.

Neutral ground: which tables and which columns is said by the rooms above."""
