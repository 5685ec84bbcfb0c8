"""What the YAML loader makes of an author's text, with either of PyYAML's parsers."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import LibraryError
from coach.library.yaml.guarded_load import load
from coach.library.yaml.parser import FAST_PARSER, PureParser

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.library.yaml.document import Document

    Load = Callable[[bytes | str], Document]


@pytest.fixture(params=[FAST_PARSER, PureParser], ids=["fast", "pure"], name="read")
def _read(request: pytest.FixtureRequest) -> Load:
    parser: Any = request.param

    def read(text: bytes | str) -> Document:
        data = text.encode() if isinstance(text, str) else text
        return load(data, "my.yaml", parser=parser)

    return read


def problems_of(read: Load, text: bytes | str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        read(text)
    return [str(problem).removeprefix("my.yaml") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("2026-11-03", "2026-11-03"),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("-3", -3),
        ("+5", 5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        ("~", None),
        ("", None),
        ("NULL", None),
        ("True", True),
        ("false", False),
        ("tRUE", "tRUE"),
        ("'010'", "010"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("6-12", "6-12"),
        (".", "."),
        ("0xZZ", "0xZZ"),
        ("٣", "٣"),
    ],
)
def test_a_word_means_what_yaml_1_2_says_it_means(
    read: Load, written: str, meant: object
) -> None:
    value = read(f"a: {written}\n").value["a"]
    assert (value, type(value)) == (meant, type(meant))


def test_not_a_number_is_read_so_that_the_types_can_refuse_it(read: Load) -> None:
    value = read("a: .nan\n").value["a"]
    assert isinstance(value, float)
    assert math.isnan(value)


def test_folded_text_loses_its_last_line_break_and_outer_blanks(read: Load) -> None:
    document = read("why: >\n  one\n  two\nname: '  Bridge '\n")
    assert document.value == {"why": "one two", "name": "Bridge"}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(read: Load) -> None:
    assert read(b"\xef\xbb\xbfa: x\r\nb: y\r\n").value == {"a": "x", "b": "y"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [": the file is empty (start from a copy of a bundled drill)"]),
        (
            "# later\n",
            [": the file is empty (start from a copy of a bundled drill)"],
        ),
        ("- a\n- b\n", [":1:1: expected keys with values, not a list"]),
        ("just text\n", [":1:1: expected keys with values, not 'just text'"]),
        (
            "a: 1\nb: 2\na: 3\nb: 4\n",
            [
                ":3:1: the key 'a' is already on line 1",
                ":4:1: the key 'b' is already on line 2",
            ],
        ),
        (
            "a: 1\n---\nb: 2\n",
            [
                (
                    ":2:1: a file can have only one document, and a second one begins here"
                    " (remove the '---' and everything after it)"
                )
            ],
        ),
        ("a:\n  2: x\n", [":2:3: a key must be text, not 2 (put the key in quotes)"]),
        (
            "<<: {a: 1}\n",
            [":1:1: the merge key '<<' is not allowed (write the keys in full)"],
        ),
        (
            "a: !!python/object/apply:os.system [echo no]\n",
            [
                (
                    ":1:4: the tag '!!python/object/apply:os.system' is not allowed"
                    " (remove the tag; text that starts with '!' needs quotes)"
                )
            ],
        ),
        (
            "a: !!str 5\n",
            [
                (
                    ":1:4: the tag '!!str' is not allowed"
                    " (remove the tag; text that starts with '!' needs quotes)"
                )
            ],
        ),
        (
            "a: &x 1\nb: *x\n",
            [
                (
                    ":2:4: the alias '*x' is not allowed"
                    " (write the value in full; text that starts with '*' needs quotes)"
                )
            ],
        ),
        ("a: " + "9" * 5000, [f":1:4: the number '{'9' * 40}...' is too long"]),
    ],
    ids=[
        "empty",
        "comments only",
        "list",
        "text",
        "duplicate keys",
        "two documents",
        "number as a key",
        "merge key",
        "python tag",
        "standard tag",
        "alias",
        "endless number",
    ],
)
def test_what_no_drill_needs_is_refused_with_its_place(
    read: Load, text: str, expected: list[str]
) -> None:
    assert problems_of(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: x\n\tgroup: y\n", ":2:1: lines cannot be indented with tabs; use spaces"),
        ("dose:\n  \tsets: 2\n", ":2:3: lines cannot be indented with tabs; use spaces"),
        ("why: first: breathe\n", ":1:11: text that contains ': ' needs quotes"),
        (
            "name: x\n  group: y\n",
            (
                ":2:8: this key does not fit the line above (check colons and indentation;"
                " text that contains ': ' needs quotes)"
            ),
        ),
        (
            "cues: [a, b\nname: x\n",
            (
                ":2:5: the bracket opened on line 1 needs ',' or ']' here"
                " (is a comma missing? text with a comma, a colon or brackets needs quotes)"
            ),
        ),
        ("name: x\nwhy: 'open\n", ":2:6: this quote is never closed"),
        (
            "name: @x\n",
            ":1:7: text cannot start with '@' (put the text in quotes)",
        ),
        ("name: **x**\n", ":1:8: text that starts with '*' or '&' needs quotes"),
        ("name: ]\n", ":1:7: a value is missing here"),
        (
            'name: "x" y\n',
            (
                ":1:11: this does not fit the text before it"
                " (check the indentation, quotes and brackets)"
            ),
        ),
        ("a: b\nlevel:1\nc: d\n", ":3:1: a line above this one has no ': ' after its key"),
        ("name: x\ngroup\n", ":3:1: a line above this one has no ': ' after its key"),
        (
            "cues:\n  - a\n  b: c\n",
            (
                ":3:3: this line does not continue the list above"
                " (start the line with '- ', or check the indentation)"
            ),
        ),
        (
            "cues: - a\n",
            (
                ":1:7: a list with '-' must start on a new line"
                " (text that starts with '- ' needs quotes)"
            ),
        ),
    ],
)
def test_a_slip_of_the_pen_is_told_in_plain_words(
    read: Load, text: str, expected: str
) -> None:
    assert problems_of(read, text) == [expected]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: x\n".encode("utf-16"), ": the file is UTF-16 text (save the file as UTF-8)"),
        (
            "a: x\n".encode("utf-16-le"),
            ": the file is UTF-16 text (save the file as UTF-8)",
        ),
        (
            "a: x\n".encode("utf-16-be"),
            ": the file is UTF-16 text (save the file as UTF-8)",
        ),
        (
            "é: x\nb: café\n".encode("latin-1"),
            ":1:1: the byte 0xe9 is not UTF-8 text (save the file as UTF-8)",
        ),
        (
            b"a: x\nb: y\x00z\n",
            ":2:5: the invisible character U+0000 does not belong in a file (delete it)",
        ),
        (
            "a: \u202edrill\n".encode(),
            (
                ":1:4: the invisible character U+202E (right-to-left override)"
                " does not belong in a file (delete it)"
            ),
        ),
        (
            b'a: "\\e[2Jgone"\n',
            ":1:4: the invisible character U+001B does not belong in a file (delete it)",
        ),
        (
            b'a: "x\\ny"\n',
            ":1:4: text cannot contain line breaks (use '>-', which joins the lines)",
        ),
        (
            b"a: " + b"x" * 300 * 1024,
            (
                ": the file is larger than 256 KB"
                " (a drill file is about 2 KB; is this the right file?)"
            ),
        ),
    ],
    ids=[
        "UTF-16",
        "UTF-16 LE",
        "UTF-16 BE",
        "Latin-1",
        "NUL",
        "text direction",
        "terminal escape",
        "line break",
        "300 KB",
    ],
)
def test_bytes_that_are_not_a_text_of_ours_are_refused(
    read: Load, data: bytes, expected: str
) -> None:
    assert problems_of(read, data) == [expected]


def test_an_alias_bomb_is_refused_before_it_grows(read: Load) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    assert problems_of(read, "\n".join(lines))[0].startswith(
        ":2:8: the alias '*a' is not allowed"
    )


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? "])
def test_25000_open_brackets_are_refused_and_end_no_process(opener: str) -> None:
    # In a process of its own: PyYAML's C composer would take this one down.
    program = (
        "import sys\n"
        "from coach.errors import LibraryError\n"
        "from coach.library.yaml.guarded_load import load\n"
        "try:\n"
        "    load(sys.argv[1].encode() * 25_000, 'deep.yaml')\n"
        "except LibraryError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(  # noqa: S603  our own interpreter and text
        [sys.executable, "-c", program, opener],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("is nested more than 50 levels deep\n")


def test_nesting_by_indentation_alone_is_limited_too(read: Load) -> None:
    deep = "\n".join(" " * level + "a:" for level in range(700))
    assert problems_of(read, deep) == [
        ":51:51: the file is nested more than 50 levels deep"
    ]


def test_a_wide_but_flat_file_is_not_too_deep(read: Load) -> None:
    assert read("a: [" + "[], " * 1000 + "]").value == {"a": [[]] * 1000}


def test_a_document_knows_where_keys_and_values_stand(read: Load) -> None:
    document = read("name: x\ndose: {sets: 2,\n  reps: 8}\ncues:\n  - a\n  - b\n")
    assert document.place(("dose", "reps")) == (3, 9)
    assert document.place(("dose", "reps"), key=True) == (3, 3)
    assert document.place(("cues", 1)) == (6, 5)
    assert document.place(("dose", "no such key")) == (2, 7)
    assert document.place(()) == (1, 1)


_YAMLISH = st.text(alphabet="ab:-?[]{},#&*!|>'\"%@` \n\t01.~<\\", max_size=60)


@given(_YAMLISH | st.text(max_size=200) | st.binary(max_size=200))
def test_any_bytes_give_a_document_or_problems_and_nothing_else(
    content: str | bytes,
) -> None:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    for parser in (FAST_PARSER, PureParser):
        try:
            document = load(data, "any.yaml", parser=parser)
        except LibraryError as error:
            assert error.problems  # noqa: PT017  either outcome is fine, an empty error is not
        else:
            assert all(isinstance(key, str) for key in document.value)
