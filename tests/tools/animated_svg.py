"""A stretch of a session as one SVG picture that moves, for the README.

No script runs inside an ``<img>``, but SMIL does: whatever changes in a row lies side by
side on a strip behind the screen, and one discrete animation pulls the strip along.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from rich.text import Text

from coach.screen.svg import Inks, Layer, Pieces, SvgKind, drawn, group, page, still, unit

_GAP_COLUMNS = 4
"""Between two pictures on a strip, so that neither looks into the other."""
# Who asked the system for less movement sees one frame, and it stands still.
_CSS = """\
<style>
.still { display: none; }
@media (prefers-reduced-motion: reduce) {
.still { display: inline; }
.moving { display: none; }
}
</style>
"""


class Shot(NamedTuple):
    """The whole screen from some time on."""

    at_ms: int
    lines: Sequence[Text]


def film(
    shots: Sequence[Shot], length_ms: int, columns: int, title: str, still_ms: int = 0
) -> str:
    """The shots as a picture that moves and begins anew after its length, for ever.

    Args:
        shots: in order; the first one begins at 0, and all have as many rows.
        length_ms: when the last one ends.
        columns: width of the screen.
        title: what a screen reader says.
        still_ms: what to show to those who asked for no movement.
    """
    inks = Inks()
    tracks: dict[tuple[int, Layer], list[Pieces]] = {}
    for number, shot in enumerate(shots):
        for row, line in enumerate(shot.lines):
            for layer, pieces in inks.layers(line).items():
                track = tracks.setdefault((row, layer), [()] * len(shots))
                track[number] = pieces
    times_ms = [shot.at_ms for shot in shots]
    moving = "\n".join(
        group(layer, row) + _strip(layer[0], track, times_ms, length_ms, columns) + "</g>"
        for (row, layer), track in sorted(tracks.items(), key=lambda item: item[0][0])
    )
    shown = [shot for shot in shots if shot.at_ms <= still_ms][-1]
    content = (
        f'{_CSS}<g class="still">\n{still(shown.lines, inks)}\n</g>\n'
        f'<g class="moving">\n{moving}\n</g>'
    )
    return page(content, inks, columns, len(shown.lines), title)


def _strip(
    kind: SvgKind,
    track: Sequence[Pieces],
    times_ms: Sequence[int],
    length_ms: int,
    columns: int,
) -> str:
    places = {pieces: number for number, pieces in enumerate(dict.fromkeys(track))}
    pitch = columns + _GAP_COLUMNS
    strip = "".join(
        drawn(kind, tuple((column + number * pitch, text) for column, text in pieces))
        for pieces, number in places.items()
        if pieces
    )
    if len(places) == 1:
        return strip
    timed = zip(times_ms, track, strict=True)
    cuts = [next(same) for _, same in groupby(timed, key=lambda shot: shot[1])]
    times = ";".join(_share(at_ms / length_ms) for at_ms, _ in cuts)
    values = ";".join(str(-places[pieces] * pitch * unit(kind)) for _, pieces in cuts)
    return (
        f'<g>{strip}<animateTransform attributeName="transform" type="translate"'
        f' calcMode="discrete" dur="{length_ms}ms" repeatCount="indefinite"'
        f' keyTimes="{times}" values="{values}"/></g>'
    )


def _share(share: float) -> str:
    """Exact enough for a millisecond of a minute, without what need not be said."""
    return f"{share:.5f}".rstrip("0").rstrip(".")
