"""Development plans: aims and their evidence, reviews, and the signatures of those.

Owns: `participants/<person>/plan.md`; the pages of a plan and of its evidence; seals, by which later changes
show.
In: the settings of a plan, and the posts and records that it names. Out: its pages, and warnings about
outdated signatures.
Must never know: names and addresses in what is sealed, so that a pseudonym changes nothing of it.
"""
