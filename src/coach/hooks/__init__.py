"""Commands of the user that run after sets and sessions."""
