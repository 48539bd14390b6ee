"""The benchmark: Enquiry beside Hugo on the same text, or beside another revision of itself.

`python -m tests.benchmarks` writes a table.
"""
