"""What can be wrong with drill files, and what a coach would advise."""
