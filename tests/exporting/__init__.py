"""Exports for other programs: what is in them, what is not, and that they come in again as they went out."""
