"""Finding out what somebody pasted, and judging it."""
