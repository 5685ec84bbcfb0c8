"""The user's commands, which run after sets and sessions."""
