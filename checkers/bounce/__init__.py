"""Bounces: who could not be reached, who said so and why, and what helps."""
