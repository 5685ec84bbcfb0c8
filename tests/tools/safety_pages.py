"""The safety text as Markdown, for the README and docs/safety.md."""

from __future__ import annotations

from coach import safety_text


def core() -> str:
    """Return what everybody should know before a first session."""
    return f"{safety_text.DISCLAIMER} {safety_text.IN_SHORT}"


def whole() -> str:
    """Return the whole text, part by part."""
    asks = "\n".join(f"- {item}" for item in safety_text.ASK_FIRST)
    return "\n\n".join(
        (
            safety_text.DISCLAIMER,
            f"**While exercising.** {safety_text.IN_SHORT}",
            f"**Ask a doctor or physio first** if any of these applies to you:\n\n{asks}",
            f"**Breathing.** {safety_text.BREATHING}",
            f"**Position.** {safety_text.POSITION}",
            f"**Stop and get urgent help now:** {safety_text.STOP_NOW}",
            f"**See a doctor or physio soon:** {safety_text.BOOK_SOON}",
        )
    )
