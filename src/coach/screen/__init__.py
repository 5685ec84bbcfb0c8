"""What the runner sees: the moving screen, plain lines, JSON events, tables and cards."""
