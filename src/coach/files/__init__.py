"""Files of the user: only real files read, private ones written whole, locks, leftovers."""
