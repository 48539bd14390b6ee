"""The tests of Enquiry. `python3 -m tests` runs them all, from a fresh clone."""
