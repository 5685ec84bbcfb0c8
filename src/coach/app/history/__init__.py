"""Reading and changing the history for the commands."""
