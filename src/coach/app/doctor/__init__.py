"""The probes of `coach doctor`: one module for each kind of thing."""
