"""What happened, kept for good: writing it, reading it, and what it adds up to."""
