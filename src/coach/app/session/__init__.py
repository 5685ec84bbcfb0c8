"""A session from the names that were typed to the answers after the summary."""
