"""The journal: appending, reading and folding the records of all sessions."""
