"""What changed a message after it was signed: each known change is undone, and the hash says which one it was.

A hash is right by chance for nobody: what makes it right again is what was signed. Every attempt is paid out of a
budget, so that no message can keep the reader waiting.
"""
