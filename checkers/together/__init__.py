"""A whole zone judged together: every record by its own check, and what contradicts what."""
