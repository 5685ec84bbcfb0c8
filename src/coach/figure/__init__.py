"""The stick figure: authored poses, solved into joints, drawn as dots.

Files are decoded into a ``Figure``. ``faults`` finds mistakes in it, and ``stances``
returns its poses. ``between`` returns the joints between two poses, and ``draw`` the
terminal cells.
"""
