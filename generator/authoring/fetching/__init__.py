"""Blogs that stay elsewhere: their feeds, fetched into files of the network.

Owns: requests to the servers of others (`transport`), the reading of feeds (`feeds`), what is remembered of
each (`source/files/fetched.py` describes the file), and the files that follow. In: profiles with a `feed`,
the options of a build, the day. Out: new or changed files in `participants/PERSON/elsewhere/`, and a report.
Must never know: how pages are published. No server's answer stops anything but the fetching of its own feed.
"""
