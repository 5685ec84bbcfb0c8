"""Files of the user: safe reading, atomic private writing, locks, leftovers."""
