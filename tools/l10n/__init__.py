"""The translators' desk: what is translated, what has changed since, what is broken. `python -m tools.l10n` runs it."""
