"""What the records of all protocols have in common: where they stand in a paste, and what goes wrong on the way."""
