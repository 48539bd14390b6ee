"""Markdown to safe HTML.

Owns: the parser with its limits, HTML that writers type, the sanitiser, places of links, slots. In: the body
of a text. Out: HTML in which each link into the network is a slot; an outline; faults with places. Must never
know: settings, other files, and what an edition puts into a slot.
"""
