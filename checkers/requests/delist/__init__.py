"""The delist request: may it be made, by which route, and its words."""
