"""The terminal and the clocks of the computer: the modules with side effects."""
