"""Tests of what is brought in from elsewhere."""
