"""Patterns for promises that no drill text may make, each with a better wording.

The patterns are narrow on purpose: "fix your gaze on a point" and "move as far as it is
free of pain" are ordinary coaching.
"""

from __future__ import annotations

import re
from functools import cache

_FEW = r"(?:[\w'-]+ ){0,3}"
_TROUBLE = r"(?:pain|aches?|injur\w+|posture|form|gait|stride|imbalances?|alignment)\b"
_BODY = (
    r"(?:knees?|backs?|hips?|glutes?|muscles?|feet|foot|ankles?|shoulders?|spine|pelvis)\b"
)
_GLUTES = r"(?:glutes?|butt|bottom|muscles?)\b"
_NOW = r"(?:is|are|have|has|falls?|fell|go|goes|went)"
_ASLEEP = r"(?:asleep|to sleep|dormant|lazy|switched off|not firing)\b"

_FORBIDDEN = {
    rf"\bprevent(?:s|ed|ing)? {_FEW}{_TROUBLE}": "write 'may help you get used to load'",
    r"\binjury[- ](?:prevention|proof|free)\b|\bbullet-?proof": "write 'builds tolerance'",
    rf"\b(?:reduc|lower|cut)\w* {_FEW}(?:injur\w+|risk)\b": "write 'builds tolerance'",
    r"\bcur(?:e|es|ed|ing)\b": "write 'may help'",
    r"\bheal(?:s|ed|ing)?\b": "write 'may help'",
    r"\bguarante\w+": "write 'may help'",
    rf"\btreat(?:s|ed|ing|ment)? {_FEW}{_TROUBLE}": "write 'may help with'",
    rf"\b(?:reliev|eliminat|eras|banish)\w* {_FEW}{_TROUBLE}": "write 'may help with'",
    rf"\b(?:gets?|getting) rid of {_FEW}{_TROUBLE}": "write 'may help with'",
    rf"\bfix(?:es|ed|ing)? {_FEW}{_TROUBLE}": "write 'trains'",
    # "Fix the feet to the floor" is an instruction; what a drill "fixes" is a promise.
    rf"\bfix(?:es|ing) {_FEW}{_BODY}": "write 'trains'",
    rf"\b(?:will|can|may|helps?(?: you)?(?: to)?) fix {_FEW}{_BODY}": "write 'trains'",
    rf"\bcorrect(?:s|ed|ing) {_FEW}(?:{_TROUBLE}|{_BODY})": "write 'trains'",
    # "In correct form" is an instruction, too.
    rf"\bcorrect (?:your|bad|poor|faulty|any) {_FEW}{_TROUBLE}": "write 'trains'",
    rf"\b{_BODY} {_NOW} {_FEW}{_ASLEEP}": "say what the drill trains",
    rf"\b(?:sleepy|sleeping|dormant|lazy|dead) {_GLUTES}": "say what the drill trains",
    rf"\bwak(?:e|es|ing)(?: up)? (?:your |the )?{_GLUTES}": "say what the drill trains",
    r"\bglut\w+ amnesia\b": "say what the drill trains",
    r"\bmedical (?:device|grade|treatment)\b": "leave the promise out",
    r"\b(?:clinic|scientific|medic)ally (?:proven|tested|approved)\b": "name a source",
}


def find_promise(text: str) -> tuple[str, str] | None:
    """Return the first promise in a text and a better wording; None if there is none."""
    for pattern, instead in _patterns():
        match = pattern.search(text)
        if match:
            return match[0], instead
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    # Compiled at the first check: a training session never asks.
    return [(re.compile(said, re.IGNORECASE), hint) for said, hint in _FORBIDDEN.items()]
