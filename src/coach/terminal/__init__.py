"""The terminal and the clocks of the machine: the modules with side effects."""
