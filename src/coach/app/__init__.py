"""The application layer: the work of each command, without options and printing."""
