"""The coach: what to do today, and from what was felt to what is next. Pure; no file."""
