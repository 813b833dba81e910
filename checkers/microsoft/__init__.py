"""What Microsoft asks of a record that was judged, and whether it is so here."""
