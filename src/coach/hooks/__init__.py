"""Commands of the user's own that are told what was done."""
