"""What is heard: words and tones, by the system's own programs."""
