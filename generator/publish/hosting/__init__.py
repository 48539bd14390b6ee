"""Rules for serving an edition: headers, lifetimes in caches, media types, and who is let in.

`rules.py` derives them from an edition. Each other module writes them for one kind of host, and `hosts.py`
lists these; `redirects.py` writes what leads on from old addresses. An edition that is not public is written
for a host only with a `Login`, or where something in front of the host asks who somebody is.
"""
