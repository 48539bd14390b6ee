"""A build that begins from the last one makes the same bytes as one that begins from nothing."""
