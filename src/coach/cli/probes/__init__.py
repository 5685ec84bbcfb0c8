"""Looking at one thing each for ``coach doctor``; all they look at is given to them."""
