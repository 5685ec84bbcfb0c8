"""Questions answered with one key: dialogs, their texts, immediate effects. Pure."""
