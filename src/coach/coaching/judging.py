"""What the rules said about sessions that are over: for gates and for telling. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from coach.coaching.matching import Situation, among, first_rule
from coach.coaching.past import Past
from coach.model.coaching import Rule
from coach.model.verdict import Verdict

SILENT = "G0"
"""No rule says anything."""


def verdicts_of(past: Past, rules: Sequence[Rule]) -> list[Verdict]:
    """One verdict for each drill about which the runner said something, the newest first.

    Rules about time away are about the day of the next session, and say nothing here.
    """
    answered = past.answered
    found = []
    for index, log in enumerate(answered):
        day = log.at.date()
        situation = Situation(log, None, among(log, answered[index:]), day)
        rule = first_rule(rules, situation)
        found.append(
            Verdict(
                log.session,
                day,
                log.block.routine,
                log.block.drill,
                rule.id if rule else SILENT,
            )
        )
    return found
