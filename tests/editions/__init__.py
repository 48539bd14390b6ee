"""Editions: nothing that an edition does not hold is in any of its bytes or names."""
