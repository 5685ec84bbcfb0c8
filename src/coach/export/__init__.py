"""What was done and what is planned, to take away: CSV, JSON and FIT."""
