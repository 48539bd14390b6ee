"""Outreach: the support that experienced colleagues give to other schools.

Owns: requests, records of meetings and leading colleagues in `outreach/`; `/outreach/` with the coordinator's
pages.
In: records that name nobody but the colleague who visits. Out: their pages for facilitators, and two counts
for everybody.
Must never know: what a concern was about, and who anybody at a school is.
"""
