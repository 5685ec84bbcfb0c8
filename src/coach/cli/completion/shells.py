"""The Tab key in bash, zsh and fish: what each shell sends, and the answer it expects.

The scripts that `coach --install-completion` writes are Typer's; they run ``coach`` with
``_COACH_COMPLETE`` and the words typed so far in the environment.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence

from coach.cli.completion.command_table import TABLE, read_commands
from coach.cli.completion.tab_answer import Expected

VARIABLE = "_COACH_COMPLETE"
_NAMES = "@"

Answer = Sequence[tuple[str, str]]
"""Complete words, each with its meaning."""


def complete(env: Mapping[str, str]) -> int:
    """Print the completions for a shell; return the exit code."""
    shell = env[VARIABLE]
    if shell == "complete_bash":
        answer = found(*_bash_words(env))
        sys.stdout.write("".join(f"{word}\n" for word, _ in answer))
        return 0
    answer = found(*_words(env.get("_TYPER_COMPLETE_ARGS", "")))
    if shell == "complete_zsh":
        sys.stdout.write(_for_zsh(answer))
        return 0
    if env.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if answer else 1
    sys.stdout.write("".join(f"{word}\t{about}\n" for word, about in answer))
    return 0


def found(args: Sequence[str], word: str) -> Answer:
    """Return the words that can complete the last word; none for a file name."""
    with TABLE.open(encoding="utf-8") as lines:
        expected = Expected(read_commands(lines), args, word)
    offered = list(expected.offered)
    choices = expected.value.choices if expected.value else ()
    offered += [(choice, "") for choice in choices if not choice.startswith(_NAMES)]
    kinds = [choice[1:] for choice in choices if choice.startswith(_NAMES)]
    if kinds:
        from coach.app.known_names import names_of

        offered += names_of(kinds, expected.folders)
    return [
        (expected.prefix + name, about)
        for name, about in offered
        if name.startswith(expected.begun)
    ]


def _split(text: str) -> list[str]:
    """Return the words of a line that is still being typed."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:  # a quote is still open
        words.append(lexer.token)
    return words


def _bash_words(env: Mapping[str, str]) -> tuple[list[str], str]:
    words = _split(env.get("COMP_WORDS", ""))
    number = int(env.get("COMP_CWORD", "0"))
    word = words[number] if number < len(words) else ""
    args = words[1:number]
    # Bash treats '=' as a separate word.
    if word == "=" and args:
        return [*args], ""
    if args and args[-1] == "=":
        return args[:-1], word
    return args, word


def _words(line: str) -> tuple[list[str], str]:
    words = _split(line)[1:]
    if words and not line.endswith(" "):
        return words[:-1], words[-1]
    return words, ""


def _for_zsh(answer: Answer) -> str:
    if not answer:
        return "_files"
    lines = (
        f'"{_in_zsh(word)}":"{_in_zsh(about)}"' if about else f'"{_in_zsh(word)}"'
        for word, about in answer
    )
    return f"_arguments '*: :(({chr(10).join(lines)}))'"


def _in_zsh(text: str) -> str:
    """Return text that zsh shows and does not evaluate."""
    escaped = text.replace('"', '""').replace("'", "''")
    return escaped.replace("$", "\\$").replace("`", "\\`").replace(":", "\\\\:")
