"""Text: safe display, lookalikes, plain letters, typed times, JSON, speech length."""
