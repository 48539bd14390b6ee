"""Proposals: changes to a network's repository that somebody asks to have accepted.

Owns: who may change which file (`guarding`), who is who (`directory`), what a proposal changes (`history`,
from Git), CODEOWNERS.
In: a content folder, a revision, and the name or account of whoever proposes. Out: diagnostics.
Must never know: what a proposal says of its own writer's rights; how a forge is reached.
"""
