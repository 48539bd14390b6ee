"""How long Enquiry takes, beside Hugo on the same text, or beside another revision of itself. `python -m tests.benchmarks` says it in a table."""
