"""Lengths of body parts, in units of a runner about 100 tall."""

from __future__ import annotations

TRUNK = 30.0
NECK = 4.0
HEAD = 6.0
"""Radius of the head."""
THIGH = 24.0
SHIN = 24.0
UPPER_ARM = 15.0
FOREARM = 16.0
"""Length of the forearm with the hand."""
FOOT = 7.0
PELVIS = 9.0
"""Width of the pelvis from the front."""
SHOULDERS = 15.0
"""Width of the shoulders from the front."""

BONES = ((THIGH, SHIN), (THIGH, SHIN), (UPPER_ARM, FOREARM), (UPPER_ARM, FOREARM))
"""Upper and lower bone of near leg, far leg, near arm and far arm."""
