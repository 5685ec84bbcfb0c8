"""The user's settings: what there is, where each value came from, what is remembered."""
