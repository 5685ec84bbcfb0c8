"""Questions answered with one key: dialogs, texts and immediate effects. Pure."""
