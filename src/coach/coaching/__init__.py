"""The coach: from what was felt to what is done next. Pure; no file, no clock."""
