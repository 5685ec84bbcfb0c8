"""The user's settings: their values, where each value came from, and remembered answers."""
