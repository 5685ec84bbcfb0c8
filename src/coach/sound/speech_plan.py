"""The plan of spoken phrases, a pure function of a timeline and text lengths.

`wait_phrases` and `work_phrases` list candidates, each with its best wording first. Here
each candidate gets a time and a wording that fits, or is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import itemgetter

import msgspec

from coach.config.choices import VoiceLevel
from coach.sound.drill_phrases import THINK, cue_wordings
from coach.sound.laptop_place import carry_wordings
from coach.sound.opening_words import overview_wordings
from coach.sound.phrase_candidates import PhraseCandidate, PhraseKind, SegmentRun, runs_of
from coach.sound.wait_phrases import (
    wait_candidates,
)
from coach.sound.way_into_position import (
    afterwards_wordings,
    is_held,
    once_wordings,
    question_wordings,
    standing_texts,
)
from coach.sound.work_phrases import end_candidates, work_candidates
from coach.text.speech_length import BETWEEN_MS
from coach.timeline import SegmentKind, Timeline

__all__ = ["Phrase", "PhraseKind", "candidates", "phrases", "texts_between"]


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A spoken phrase; times are positions in the session in ms."""

    at_ms: int
    text: str
    kind: PhraseKind
    end_by_ms: int
    """The latest time at which the phrase may end."""
    may_wait: bool = False
    """Whether the phrase may start late, as long as it ends in time."""


def phrases(
    timeline: Timeline,
    level: VoiceLevel,
    length_ms: Callable[[str], int],
    skip: Collection[PhraseKind] = (),
) -> tuple[Phrase, ...]:
    """Return the phrases of a session with their times and wordings.

    With the given lengths, no phrase overlaps another and each ends in time. A phrase that
    does not fit gets a shorter wording or is left out.
    """
    said: list[Phrase] = []
    settled: set[str] = {""}
    silent_from_ms = 0
    passage = -1
    for candidate in candidates(timeline, level, skip):
        if candidate.needs not in settled or (
            candidate.unless and candidate.unless in settled
        ):
            continue
        # A phrase with a fixed time starts then, even without a silence before it.
        free_ms = silent_from_ms
        if candidate.from_ms < silent_from_ms:
            free_ms += BETWEEN_MS
        phrase, end_ms = _placed(candidate, max(candidate.from_ms, free_ms), length_ms)
        if phrase is None:
            continue
        settled.add(candidate.settles)
        if passage == candidate.passage and phrase.text == said[-1].text:
            continue
        said.append(phrase)
        silent_from_ms, passage = end_ms + candidate.then_ms, candidate.passage
    return _without_many_cues(said, timeline)


MOST_CUES = 2
"""Most times that a cue is said in its drill."""


def _without_many_cues(said: Sequence[Phrase], timeline: Timeline) -> tuple[Phrase, ...]:
    """Return the phrases without the third and later mention of a cue in its drill.

    The first mention of each set stays rather than the second of the same set, so that
    both sides hear the cue.
    """
    mentions: Counter[tuple[int, str, int]] = Counter()
    ranked: list[tuple[int, int, tuple[int, str], Phrase]] = []
    for phrase in said:
        if phrase.kind is not PhraseKind.CUE:
            continue
        segment = timeline.at(phrase.at_ms)
        cue = (segment.block, phrase.text.removeprefix(THINK))
        mentions[*cue, segment.bout] += 1
        ranked.append((mentions[*cue, segment.bout], phrase.at_ms, cue, phrase))
    counted = Counter(_cues_before_position(timeline))
    left: set[Phrase] = set()
    for _, _, cue, phrase in sorted(ranked, key=itemgetter(0, 1)):
        counted[cue] += 1
        if counted[cue] > MOST_CUES:
            left.add(phrase)
    return tuple(phrase for phrase in said if phrase not in left)


def _cues_before_position(timeline: Timeline) -> Iterator[tuple[int, str]]:
    """Yield the cues that end the way into a position, with the number of their drill."""
    firsts = {each.bout: each for each in reversed(timeline.segments)}
    for first in firsts.values():
        block = timeline.block_of(first)
        if is_held(block, first) and first.kind is not SegmentKind.SWITCH:
            for text in cue_wordings(block, first.set)[:1]:
                yield first.block, text.removeprefix(THINK)


def texts_between(  # noqa: PLR0913  a plan, what it was made of, and a span of time
    from_ms: int,
    until_ms: int,
    plan: Sequence[Phrase],
    timeline: Timeline,
    *,
    level: VoiceLevel,
    skip: Collection[PhraseKind] = (),
) -> tuple[str, ...]:
    """Return what is heard in a span of time, in order: the plan, and how to lie."""
    said = [(each.at_ms, each.text) for each in plan if each.end_by_ms >= from_ms]
    # A resumed session has no segments of the drills that are done.
    firsts = {each.bout: each for each in reversed(timeline.segments)}
    for first in firsts.values():
        block = timeline.block_of(first)
        if is_held(block, first) and first.end_ms >= from_ms:
            texts = standing_texts(
                block,
                first.set,
                level,
                skip,
                first.side,
                is_start=first.kind is SegmentKind.LEAD_IN,
                is_turn=first.kind is SegmentKind.SWITCH,
                ahead=carry_wordings(timeline, first),
                behind=once_wordings(timeline, first),
            )
            said += ((first.at_ms, text) for text in texts)
            if first.kind is SegmentKind.LEAD_IN and level is VoiceLevel.FULL:
                said[:0] = ((first.at_ms, text) for text in overview_wordings(timeline))
            # These texts come before the name, which is in the plan.
            after = (afterwards_wordings, question_wordings)
            told = [each for words in after for each in words(timeline, first)[:1]]
            said[:0] = ((first.at_ms, text) for text in told)
    said.sort(key=itemgetter(0))  # the name stays before the setup
    return tuple(text for at_ms, text in said if at_ms <= until_ms)


def candidates(
    timeline: Timeline, level: VoiceLevel, skip: Collection[PhraseKind]
) -> Iterator[PhraseCandidate]:
    """Yield the candidates of a session in order, except unwanted kinds."""
    if level is VoiceLevel.TONES:
        return
    is_full = level is VoiceLevel.FULL
    for candidate in _all_candidates(timeline):
        if candidate.kind not in skip and (is_full or candidate.is_essential):
            yield candidate


def _all_candidates(timeline: Timeline) -> Iterator[PhraseCandidate]:
    run: SegmentRun | None = None
    for run in runs_of(timeline):
        yield from work_candidates(run) if run.first.is_work else wait_candidates(run)
    if run:
        yield from end_candidates(run)


def _placed(
    candidate: PhraseCandidate, earliest_ms: int, length_ms: Callable[[str], int]
) -> tuple[Phrase | None, int]:
    """Return the first wording that fits, nearest to the best time, and its end."""
    kept_ms = sum(BETWEEN_MS + max(0, length_ms(text)) for text in candidate.room_for)
    kept_ms += candidate.then_ms + candidate.spare_ms
    for text in candidate.wordings:
        lasts_ms = max(0, length_ms(text))
        latest_ms = candidate.until_ms - lasts_ms - kept_ms
        if earliest_ms <= latest_ms:
            at_ms = max(earliest_ms, min(candidate.best_ms, latest_ms))
            phrase = Phrase(
                at_ms, text, candidate.kind, candidate.until_ms, candidate.may_wait
            )
            return phrase, at_ms + lasts_ms
    return None, 0
