"""The coach: decides today's session from answers and the history. Pure; reads no file."""
