"""The session on the runner's phone: a second screen, a remote and a voice.

`address` finds where a phone reaches this computer, `qr_code` draws it. `state` turns
moments into what the page shows. `server` is a process of its own that serves the page to
phones; `link` starts it, sends it states and returns the keys that were tapped.
`listener` is the phone as one more listener of a session.
"""
