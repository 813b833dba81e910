"""Support: from what happens to whom it concerns, with the evidence and the words to send."""
