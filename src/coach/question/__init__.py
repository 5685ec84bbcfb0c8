"""Questions that are answered with one key: what is asked, and what follows. Pure."""
