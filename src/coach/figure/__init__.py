"""The stick figure: authored poses, solved into joints, drawn as dots.

Files are decoded into a ``Figure``. ``faults`` finds its mistakes, ``stances`` its poses.
``between`` gives the joints between two poses, ``draw`` the terminal cells.
"""
