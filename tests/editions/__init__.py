"""Who sees what: nothing of what an edition does not hold is in any of its bytes or names."""
