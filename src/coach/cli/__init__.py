"""The command line: a thin layer. Each command imports only what it needs."""
