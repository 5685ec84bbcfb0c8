"""Exports of the history and of plans: CSV, JSON, FIT and iCalendar."""
