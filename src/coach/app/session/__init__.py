"""A session, from the typed names to the answers after the summary."""
