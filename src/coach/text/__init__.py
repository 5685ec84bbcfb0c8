"""What characters and words are: harmless, looking alike, spelt, typed, as JSON, spoken."""
