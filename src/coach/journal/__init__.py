"""The journal: appends, reads and folds the records of all sessions."""
