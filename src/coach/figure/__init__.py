"""The stick figure: poses as authors write them, solved into joints, drawn as dots.

A file is decoded into a ``Figure``; ``faults`` says what is wrong with it; ``stances``
gives its poses; ``between`` two of them is a body; ``draw`` makes cells of it.
"""
