"""Projects between schools: needs, partners of other schools, and what came of their visits.

Owns: `projects/<slug>.md`; the board and a page for each project; the matching of needs and people.
In: the settings of projects, people's interests and schools. Out: pages, and proposals of matches that a
coordinator edits.
Must never know: names of those at a school, who are meant by their roles.
"""
