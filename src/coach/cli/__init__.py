"""The command line: thin, wires everything. Each command imports what it needs itself."""
