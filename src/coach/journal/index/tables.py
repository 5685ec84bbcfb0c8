"""The tables of the index; `coach.journal.index` says what is in them."""

from __future__ import annotations

from coach import __version__
from coach.model.session_facts import BoutFacts, SessionFacts, Stop, WentTo

FORMAT = 1
"""Counted up when older programs cannot use the tables any more."""

WRITTEN_BY = "/".join(
    (
        __version__,
        "3",  # counted up when the same records add up to something else
        *SessionFacts.__struct_fields__,
        *BoutFacts.__struct_fields__,
        *Stop.__struct_fields__,
        *WentTo.__struct_fields__,
    )
)
"""An index that another program wrote is made anew: it may have added up otherwise."""

APPLICATION = 0x636F6163
"""``coac``: says that this SQLite file is ours."""

NAMES = (
    "session",
    "drill_done",
    "group_done",
    "day",
    "day_group",
    "day_drill",
    "prescription",
    "answer",
    "plan",
    "line",
    "file",
    "state",
)

SCHEMA = """
create table session (
    id text primary key not null,
    device text not null,
    started_at text not null,
    started_us integer not null,
    last_us integer not null,
    local_date text not null,
    status text not null,
    name text not null,
    routine text,
    first_side text not null,
    planned_ms integer not null,
    active_ms integer not null,
    exhale_ms integer not null,
    exhales integer not null,
    sets_done integer not null,
    sets_planned integer not null,
    rpe integer,
    note text,
    has_work integer not null,
    is_deleted integer not null,
    prescription integer not null,
    facts text not null,
    facts_crc32 integer not null
);
create index session_by_start on session (is_deleted, started_us, id, prescription);
create index session_by_last on session (last_us) where not is_deleted;
create index session_by_date on session (local_date);
create index session_by_sets on session (sets_done, started_us, id)
    where has_work and not is_deleted;
create index session_by_work on session (active_ms, started_us, id)
    where has_work and not is_deleted;

create table drill_done (
    session text not null,
    drill text not null,
    name text not null,
    drill_group text not null,
    level integer not null,
    unit text not null,
    local_date text not null,
    started_us integer not null,
    sets_done integer not null,
    best_cycles integer not null,
    work_ms integer not null,
    exhale_ms integer not null,
    is_asked integer not null,
    primary key (local_date, session, drill)
) without rowid;
create index drill_done_by_drill on drill_done (drill, drill_group, level, started_us);
create index drill_done_by_time on drill_done (drill, started_us, is_asked);

create table group_done (
    session text not null,
    drill_group text not null,
    local_date text not null,
    sets_done integer not null,
    primary key (local_date, session, drill_group)
) without rowid;

create table day (
    local_date text primary key not null,
    sessions integer not null,
    active_ms integer not null,
    exhales integer not null,
    exhale_ms integer not null
) without rowid;

create table day_group (
    local_date text not null,
    drill_group text not null,
    sets_done integer not null,
    primary key (local_date, drill_group)
) without rowid;

create table day_drill (
    local_date text not null,
    drill text not null,
    name text not null,
    drill_group text not null,
    level integer not null,
    unit text not null,
    sessions integer not null,
    sets_done integer not null,
    best_cycles integer not null,
    work_ms integer not null,
    exhale_ms integer not null,
    primary key (local_date, drill, name, drill_group, level, unit)
) without rowid;

create table prescription (
    number integer primary key,
    digest blob not null unique,
    body text not null
);

create table answer (text text primary key not null, answer text not null) without rowid;

create table plan (body text not null);

create table line (
    id text not null,
    session text,
    target text,
    file integer not null,
    offset integer not null,
    length integer not null
);
create index line_by_id on line (id);
create index line_by_session on line (session) where session is not null;
create index line_by_target on line (target) where target is not null;

create table file (
    number integer primary key,
    name text not null unique,
    inode text not null,
    status text not null,
    read_bytes integer not null,
    lines integer not null,
    crc32 integer not null,
    tail_digest blob not null,
    faults text not null,
    first_fault_line integer not null,
    tail_fault text,
    tail_id text
);

create table state (name text primary key not null, value) without rowid;
insert into state values ('last_n', 0)
"""

MARKS = (
    f"insert into state values ('written_by', '{WRITTEN_BY}')",  # noqa: S608  our own words
    f"pragma application_id = {APPLICATION}",
    f"pragma user_version = {FORMAT}",
)
"""Made with the tables, in the same transaction."""
