"""The session on the runner's phone, which is a second screen, a remote and a voice.

`address` finds the address at which a phone reaches this computer, and `qr_code` draws it.
`state` turns moments into what the page shows. `server` serves the page to phones in a
process of its own; `link` starts this process, sends it states and returns the keys that
were tapped. `listener` makes the phone one more listener of a session.
"""
