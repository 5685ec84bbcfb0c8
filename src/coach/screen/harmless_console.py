"""Rich's console, which makes foreign text harmless before it is styled."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from coach.text.harmless import harmless, is_harmless


class HarmlessConsole(Console):
    """A console that removes control codes from text; only styles may write them."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as Rich does, with all text made harmless."""
        for segment in super().render(renderable, options):
            text, style, control = segment
            if control or is_harmless(text):
                yield segment
            else:
                yield Segment(harmless(text), style)
