"""What a developer's machine needs around the application: nothing here is imported by a page, an action or a task."""
