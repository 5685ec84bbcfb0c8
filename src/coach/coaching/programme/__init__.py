"""Programmes: their weeks, gates, forecasts and sentences. Pure."""
