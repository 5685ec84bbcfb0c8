"""The coach: decides today's session from answers and history. Pure; reads no file."""
