"""The probes of `coach doctor`: one module for each area."""
