"""Courses of twelve weeks, played by the real program with an injected clock and keys.

    python tests/soak/courses.py [COURSES] [--jobs N] [--write]

Each course is a runner of one kind who answers what is asked, or does not. Every session
is decided, prescribed, played, written into a journal and read back from it. What must
never happen is counted; ``--write`` puts the table into docs/coaching.md.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from signal import Signals

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.builders import make_asked
from tests.coaching.course import MONDAY, all_drills, chosen_of, drill_of, is_fixed, table

from coach.coaching.decide import decide
from coach.coaching.decided_session import DecidedSession, Frame
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog, logs_of
from coach.coaching.exits import ExitAnswer, ExitChoice, exit_text
from coach.coaching.pattern_locks import lock_answer
from coach.coaching.place_locks import TEXT as PLACE_LOCK
from coach.coaching.question_plan import Met, with_questions
from coach.event import Event, QuestionAsked
from coach.journal.fold import fold
from coach.journal.read import read_journal
from coach.journal.record_ids_and_order import Stamp
from coach.journal.recorder import Recorder
from coach.journal.session_file_locks import SessionLocks
from coach.journal.writer import JournalWriter
from coach.model.loads import block_loads
from coach.model.prescription import Block
from coach.model.records import (
    AcknowledgedRecord,
    AnyRecord,
    FeedbackRecord,
    MorningAfterRecord,
)
from coach.model.terms import Base, Compared, Group, PainPlace, SafetyAnswer
from coach.moment import Moment
from coach.prescribe import Wishes, authored_dose, prescribe
from coach.question.dialog import Step
from coach.session import Session
from coach.timeline import compile_timeline

WEEKS = 12
SPEED = 50.0
ROUTINES = ("strength-a", "strength-a", "strength-b", "pre-run")
KINDS = (
    "always easy",
    "back takes over",
    "painful",
    "painful, asks a doctor",
    "pain that moves",
    "sore mornings",
    "too hard",
    "irregular",
    "long breaks",
    "several a day",
    "corrects afterwards",
    "never answers",
)
IN_WORDS: Mapping[str, str] = {
    "always easy": "finds every drill easy",
    "back takes over": "feels some drills in the low back",
    "painful": "is often in pain",
    "painful, asks a doctor": "is often in pain, asks a doctor",
    "pain that moves": "has knee pain in various drills",
    "sore mornings": "often has sore muscles in the morning",
    "too hard": "finds most drills too hard",
    "irregular": "trains irregularly",
    "long breaks": "takes long breaks",
    "several a day": "does several sessions a day",
    "corrects afterwards": "corrects earlier answers",
}
"""Kinds of runners as the page names them, where the short name says too little."""
GAPS: Mapping[str, tuple[float, ...]] = {
    "irregular": (1, 2, 3, 10, 16, 30),
    "long breaks": (2, 2, 5, 10, 20, 29, 60),
    "several a day": (0.1, 0.2, 1, 2),
}
"""Days between sessions of some kinds of runners."""
ASK_A_DOCTOR = {"painful, asks a doctor", "pain that moves"}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "coaching.md"
MARKED = re.compile(r"(?<=<!-- courses -->\n).*?(?=<!-- end -->)", re.DOTALL)
ENTER = "enter"
READING_MS = 10
"""So long, at this speed, a key comes after the question."""


class Runner:
    """Clock, keys and listener in one: answers when something is asked."""

    def __init__(self, kind: str, rng: random.Random, wall: datetime) -> None:
        self.kind = kind
        self._rng = rng
        self._wall = wall
        self._now_ms = 0
        self._keys: deque[str] = deque()
        self.asked = 0

    # The clock

    def now_ms(self) -> int:
        return self._now_ms

    def boot_ms(self) -> int:
        return self._now_ms

    def wall(self) -> datetime:
        return self._wall + timedelta(milliseconds=self._now_ms * SPEED)

    # The keys

    @property
    def can_press(self) -> bool:
        return True

    @property
    def came_alone(self) -> bool:
        return True

    def read(self, timeout_ms: float) -> str | Signals | None:
        if self._keys:
            self._now_ms += READING_MS
            return self._keys.popleft()
        self._now_ms += max(1, -int(-timeout_ms // 1))
        return None

    def suspend(self) -> None:
        raise NotImplementedError

    # The listener

    def on_event(self, event: Event, moment: Moment) -> None:
        if isinstance(event, QuestionAsked) and self.kind != "never answers":
            self.asked += 1
            block = moment.timeline.prescription.blocks[event.block]
            self._keys.extend(self._answer(event.step, block))

    def on_moment(self, moment: Moment) -> int | None:
        # Whoever stopped for pain and has said all goes on when it is gone.
        if moment.is_paused and not self._keys and moment.question is None:
            self._keys.append("n" if self.kind.startswith("pain") else "space")
        return None

    def close(self) -> None:
        raise AssertionError("a runner does not fail")

    def _answer(self, step: Step, block: Block) -> tuple[str, ...]:
        if step is Step.FELT:
            return self._felt(block)
        keys = {
            Step.PLACES: "12345678",
            Step.BACK: "12",
            Step.WHERE: "12345",
            Step.HIP: "123",
            Step.REST: "12345",
            Step.SORE: "12",
            Step.PAIN: "2344678",
            Step.FLAGS: "00012",
        }.get(step, "")
        if self.kind == "pain that moves":
            # The knee, 4 of 10, whichever drill it is.
            keys = {Step.WHERE: "2", Step.PAIN: "4", Step.FLAGS: "0"}.get(step, keys)
        one = (self._rng.choice(keys),) if keys else ()
        one_key = {Step.BACK, Step.WHERE, Step.HIP, Step.REST, Step.PAIN}
        return one if step in one_key else (*one, ENTER)

    def _felt(self, block: Block) -> tuple[str, ...]:
        chance = self._rng.random()
        in_back = ("4", "5", ENTER, *(("2",) if block.feel.back_works else ()))
        return {
            "always easy": ("1",),
            "back takes over": in_back if hurts_the_back(block) else ("2",),
            "painful": ("5",) if chance < 0.4 else ("1",),
            "painful, asks a doctor": ("5",) if chance < 0.2 else ("1",),
            "pain that moves": ("5",) if chance < 0.1 else ("2",),
            "sore mornings": ("1",),
            "too hard": ("3",) if chance < 0.8 else ("2",),
            "long breaks": (self._rng.choice("112"),),
            "several a day": (self._rng.choice("1123"),),
            "corrects afterwards": (self._rng.choice("12335"),),
            "irregular": (self._rng.choice("1123") if chance < 0.8 else ENTER,),
        }[self.kind]


def hurts_the_back(block: Block) -> bool:
    """Where the hips do not extend, this runner's back does the work."""
    return block.base is not Base.STANDING and block.group is Group.GLUTE_ACTIVATION


@dataclass
class Found:
    """What a course, or many, came to."""

    courses: int = 0
    sessions: int = 0
    asked: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    harder: int = 0
    easier: int = 0
    stayed_out: int = 0
    exits: int = 0
    most_swings: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Sum up."""
        self.courses += other.courses
        self.sessions += other.sessions
        self.asked += other.asked
        self.rules.update(other.rules)
        self.harder += other.harder
        self.easier += other.easier
        self.stayed_out += other.stayed_out
        self.exits += other.exits
        self.most_swings = max(self.most_swings, other.most_swings)
        self.wrong += other.wrong


class Course:
    """One runner of one kind for twelve weeks."""

    def __init__(self, kind: str, seed: int, folder: Path) -> None:
        self._kind = kind
        self._name = f"{kind}, seed {seed}"
        self._rng = random.Random(seed)  # noqa: S311  a course can be run again
        self._journal = folder / "journal"
        self._locks = SessionLocks(folder / "locks")
        self._writer = JournalWriter(self._journal, f"{seed:06d}")
        self.found = Found(courses=1)
        self._authored = {
            (choice.routine, choice.drill.id): authored_dose(choice, Wishes())[1]
            for name in set(ROUTINES)
            for choice in chosen_of(name)
        }
        self._history: list[tuple[str, dict[str, Block]]] = []
        self._kept_on: Counter[tuple[str, str]] = Counter()
        """How often a runner who was asked kept a drill that nothing helped."""

    def run(self) -> Found:
        """Play all sessions and look at them."""
        now = MONDAY
        number = 0
        while now < MONDAY + timedelta(weeks=WEEKS):
            self._session(ROUTINES[number % len(ROUTINES)], now)
            number += 1
            now += timedelta(days=self._rng.choice(GAPS.get(self._kind, (1, 2, 2))))
        self._look_back()
        return self.found

    def _past(self) -> DrillHistory:
        history = fold(read_journal(self._journal).records)
        return DrillHistory(history.sessions, history.acknowledged, history.acknowledged_at)

    def _session(self, name: str, now: datetime) -> None:
        past, wishes = self._past(), Wishes()
        kit = frozenset({"band", "step"})
        frame = Frame(table(), wishes, now, drill_of, is_fixed, kit, all_drills)
        decided = decide(chosen_of(name), past, frame)
        if self._answer_before(decided, now):
            past = self._past()
            decided = decide(chosen_of(name), past, frame)
        self.found.stayed_out += len(decided.left_out)
        if not decided.chosen:
            return
        asked = replace(make_asked(name), routine=name)
        plan = prescribe(asked, decided.chosen, wishes, left_out=decided.left_out)
        plan = with_questions(plan, _met(past, plan.blocks))
        self._check_growth(name, plan.blocks, past)
        self._check_floor_and_locks(plan.blocks, decided)
        runner = Runner(self._kind, self._rng, now)
        recorder = Recorder(self._writer, self._locks, self._complain)
        Session(
            compile_timeline(plan),
            clock=runner,
            keys=runner,
            listeners=[recorder, runner],
            on_dropped=lambda who, why: self.found.wrong.append(f"{who} dropped: {why}"),
            speed=SPEED,
            asks=True,
        ).run()
        recorder.finish(self._journal / "rescue")
        self.found.sessions += 1
        self.found.asked += runner.asked
        for block in plan.blocks:
            self.found.rules.update(rule.rule for rule in block.rules)
        self._answer_after(recorder.session, plan.blocks, now + timedelta(hours=2))
        by_slot = {block.kept.slot: block for block in plan.blocks if block.kept}
        self._history.append((name, by_slot))

    def _answer_before(self, decided: DecidedSession, now: datetime) -> bool:
        """Answer what is asked before a session; whether anything was."""
        said: dict[str, str] = {}
        if decided.stuck is not None and decided.stuck.routine:
            self.found.exits += 1
            stuck, choices = decided.stuck, [ExitChoice.OUT, ExitChoice.KEEP]
            choice = self._rng.choice(
                [*choices, ExitChoice.SWAP] if stuck.swap else choices
            )
            drill = stuck.swap if choice is ExitChoice.SWAP else ""
            self._kept_on[stuck.routine or "", stuck.slot] += choice is ExitChoice.KEEP
            answer = ExitAnswer(choice, stuck.session, drill)
            said[exit_text(stuck.routine, stuck.slot)] = answer.words
        if self._kind in ASK_A_DOCTOR and self._rng.random() < 0.3:
            for text, session in decided.all_locks.items():
                said[text] = lock_answer(SafetyAnswer.CHECKED, session)
        for text, words in said.items():
            self._write(now, partial(_acknowledged, text, words))
        return bool(said)

    def _answer_after(self, session: str, blocks: Sequence[Block], now: datetime) -> None:
        """Say how the next morning was, or correct an answer."""
        if self._kind == "sore mornings" and self._rng.random() < 0.4:
            self._write(
                now + timedelta(hours=14),
                lambda stamp: MorningAfterRecord(
                    **stamp.fields, session=session, compared=Compared.MORE, muscles=True
                ),
            )
        if self._kind == "corrects afterwards" and self._rng.random() < 0.5:
            number = self._rng.randrange(len(blocks))
            effort = self._rng.choice((3, 5, 9))
            self._write(
                now,
                lambda stamp: FeedbackRecord(
                    **stamp.fields,
                    session=session,
                    block=number,
                    drill=blocks[number].drill,
                    rpe=effort,
                    by_hand=True,
                ),
            )

    def _write(self, now: datetime, build: Callable[[Stamp], AnyRecord]) -> None:
        self._writer.append(now, build)

    def _check_floor_and_locks(
        self, blocks: tuple[Block, ...], decided: DecidedSession
    ) -> None:
        locked = [
            PainPlace(text.removeprefix(PLACE_LOCK))
            for text in decided.all_locks
            if text.startswith(PLACE_LOCK)
        ]
        for block in blocks:
            for place in locked:
                if block_loads(block, place):
                    self.found.wrong.append(f"{self._name}: {block.drill} loads {place}")
            drill = drill_of(block.drill)
            range_ = drill.drill.dose.range if drill else None
            written = self._authored.get((block.routine, block.drill))
            least = min(range_.low if range_ else 1, written or 10_000)
            if block.sets < 1 or block.reps < least:
                self.found.wrong.append(
                    f"{self._name}: {block.drill} {block.reps} < {least}"
                )

    def _complain(self, error: Exception) -> None:
        self.found.wrong.append(f"{self._name}: {error}")

    def _check_growth(
        self, name: str, blocks: tuple[Block, ...], past: DrillHistory
    ) -> None:
        for block in blocks:
            if block.kept is None or not any(rule.rule == "G1" for rule in block.rules):
                continue
            logs = [
                log for log in past.of_slot(name, block.kept.slot) if log.says_something
            ]
            if not logs or _is_pain(logs[0]):
                self.found.wrong.append(
                    f"{self._name}: {block.drill} grew without an answer or through pain"
                )

    def _look_back(self) -> None:
        for name, slot in {(name, slot) for name, slots in self._history for slot in slots}:
            row = [
                slots[slot]
                for each, slots in self._history
                if each == name
                if slot in slots
            ]
            moves = [
                (one.drill, other.drill)
                for one, other in pairwise(row)
                if one.drill != other.drill
            ]
            self.found.harder += sum(_is_up(row, one, other) for one, other in moves)
            self.found.easier += sum(not _is_up(row, one, other) for one, other in moves)
            # Away from what hurt again is no swing.
            swung = [
                (one.drill, other.drill)
                for one, other in pairwise(row)
                if one.drill != other.drill and not _is_for_pain(other)
            ]
            pairs = Counter(frozenset(move) for move in swung)
            # There and back is one swing.
            swings = max(pairs.values(), default=0) // 2
            self.found.most_swings = max(self.found.most_swings, swings)
            # Whoever answers by chance swings by chance.
            # Who keeps what did not help swings again; one drill is asked about a day.
            most = 2 + 3 * self._kept_on[name, slot]
            if swings > most and self._kind not in {"several a day", "corrects afterwards"}:
                self.found.wrong.append(f"{self._name}: {slot} swings {swings} times")
        if self._kind == "back takes over":
            self._check_back()

    def _check_back(self) -> None:
        """The earlier exhale at once, the easier drill within two more sessions."""
        sessions = fold(read_journal(self._journal).records).sessions
        rows: dict[tuple[str | None, str], list[DrillLog]] = {}
        for session in sessions:
            for log in logs_of(session):
                rows.setdefault((log.block.routine, log.slot), []).append(log)
        by_id = {session.id: session for session in sessions}
        for (_, slot), logs in rows.items():
            first = next((i for i, log in enumerate(logs) if _felt_back(log)), None)
            if first is None or first + 1 >= len(logs):
                continue
            kept = logs[first + 1].block.kept
            if kept is None or not kept.exhale_lead_ms:
                self.found.wrong.append(f"{self._name}: {slot} got no earlier exhale")
            later = logs[first + 2 : first + 4]
            is_answered = _felt_back(logs[first + 1])
            own = drill_of(logs[first].block.drill)
            # What stands in the session already is no way to go.
            there = {b.drill for b in by_id[logs[first + 1].session].prescription.blocks}
            has_easier = own is not None and own.drill.easier not in {None, *there}
            least = own.drill.dose.range.low if own and own.drill.dose.range else 1
            is_least = logs[first].block.sets == 1 and logs[first].block.reps <= least
            is_easier = any(log.block.drill != logs[first].block.drill for log in later)
            is_less = is_least or any(
                _is_less(log.block, logs[first].block) for log in later
            )
            if later and is_answered and not (is_easier or (is_less and not has_easier)):
                self.found.wrong.append(f"{self._name}: {slot} did not become easier")


def _acknowledged(text: str, answer: str, stamp: Stamp) -> AcknowledgedRecord:
    return AcknowledgedRecord(**stamp.fields, text=text, answer=answer)


def _met(past: DrillHistory, blocks: tuple[Block, ...]) -> Mapping[str, Met]:
    met = {}
    for block in blocks:
        logs = [log for log in past.of_drill(block.drill) if log.is_done]
        if logs:
            asked = [log.block.asks or log.says_something for log in logs]
            since = asked.index(True) if True in asked else len(logs)
            met[block.drill] = Met(len(logs), since)
    return met


def _is_pain(log: DrillLog) -> bool:
    return bool((log.pain or 0) > 2 or log.flags or "pain" in log.stops)


def _felt_back(log: DrillLog) -> bool:
    return "low_back" in (log.felt or ()) and log.back != "working"


def _is_less(one: Block, other: Block) -> bool:
    """Whether a block has fewer sets or reps, if only on one side."""
    behind = one.kept is not None and one.kept.behind is not None
    return behind or (one.sets, one.reps) < (other.sets, other.reps)


def _is_for_pain(block: Block) -> bool:
    """Whether a drill is done because another one, or what it loads, hurt."""
    rules = {rule.rule for rule in block.rules}
    return any(id_.startswith(("P1", "P2", "P-", "S2")) for id_ in rules)


def _is_up(row: list[Block], one: str, other: str) -> bool:
    """Whether a step is one up the ladder of harder drills."""
    here = drill_of(one)
    for _ in range(len(row)):
        if here is None or here.drill.harder is None:
            return False
        if here.drill.harder == other:
            return True
        here = drill_of(here.drill.harder)
    return False


def run_course(number: int) -> Found:
    """One course; its number decides who runs it."""
    kind = KINDS[number % len(KINDS)]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        return Course(kind, number, Path(folder)).run()


def as_table(by_kind: Mapping[str, Found]) -> str:
    """The table of docs/coaching.md."""
    head = (
        "| runner | courses | sessions | answers | harder | easier | stayed out | asked "
        "| most swings | wrong |"
    )
    lines = [head, "|---|---|---|---|---|---|---|---|---|---|"]
    for kind, found in by_kind.items():
        lines.append(
            f"| {IN_WORDS.get(kind, kind)} | {found.courses} | {found.sessions} "
            f"| {found.asked} | {found.harder} | {found.easier} | {found.stayed_out} "
            f"| {found.exits} | {found.most_swings} | {len(found.wrong)} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run them, print the table; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("courses", type=int, nargs="?", default=1_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    by_kind = {kind: Found() for kind in KINDS}
    with ProcessPoolExecutor(wanted.jobs) as pool:
        for number, found in enumerate(pool.map(run_course, range(wanted.courses))):
            by_kind[KINDS[number % len(KINDS)]].add(found)
    text = as_table(by_kind)
    sys.stdout.write(text)
    for kind, found in by_kind.items():
        most = ", ".join(f"{rule} {n}" for rule, n in found.rules.most_common(8))
        sys.stdout.write(f"{kind}: {most}\n")
        sys.stdout.writelines(f"  WRONG {wrong}\n" for wrong in found.wrong[:10])
    if wanted.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(MARKED.sub(lambda _: text, page), encoding="utf-8")
    return 1 if any(found.wrong for found in by_kind.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
