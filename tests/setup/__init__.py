"""Preparation of a test run, with the standard library alone, since nothing else is installed yet."""
