"""Files of the content folder: started, edited where they stand, and changed together.

Owns: drafts (`writing`), edits of settings (`settings` over `round_trip`) and of links (`references`), change
sets. In: documents and values. Out: texts that keep every line which is not edited; changes that can be
broken off anywhere. Must never know: why something is changed, or what an edition shows.
"""
