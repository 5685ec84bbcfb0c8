"""Output for the runner: the live screen, plain lines, JSON events, tables and cards."""
