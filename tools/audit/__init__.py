"""Holds the built site against what a visitor's browser and its critics say of it."""
