"""Promises of the site to the people in it, each with tests that try to break it.

Each promise is one module, `test_<name>.py`: its tests are the quick form, which pytest runs with all others,
and `long(time)` is the long one, which `python -m tests.hardening` runs. It tries until its time is over (or
until it has tried everything) and yields a `Figure` for each thing that it tried.
"""
