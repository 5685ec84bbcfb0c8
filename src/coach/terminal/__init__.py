"""The terminal and the clocks of the machine: everything here has side effects."""
