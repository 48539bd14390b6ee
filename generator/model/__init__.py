"""Terms of every package: audiences, addresses, diagnostics and their codes, forges, paths, slugs.

Owns: one table for each of them, ways to compare, join and print them, and patterns that are compiled late.
In: nothing of this program. Out: constants, small frozen structs, pure functions.
Must never know: any other package, and what stands in anybody's files.
"""
