"""The application layer: the work behind each command, without its options and printing."""
