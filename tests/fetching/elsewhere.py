"""The blog of the guide's section on blogs that stay elsewhere."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tests.fetching.servers import Page, blog_server

FETCH: Final = "enquiry fetch --date 2018-03-26"
_SERVERS: Final = ExitStack()
_FEED: Final = """<rss version="2.0"><channel><title>At home</title>
<item><title>Three boxes by the door</title><guid>b1</guid>
<link>{blog}/three-boxes/</link><category>Enquiry</category>
<pubDate>Sat, 24 Mar 2018 18:00:00 GMT</pubDate>
<description>&lt;p&gt;Nobody has opened them.&lt;/p&gt;</description></item>
<item><title>The garden</title><guid>b2</guid>
<link>{blog}/garden/</link><category>Garden</category>
<pubDate>Sun, 25 Mar 2018 18:00:00 GMT</pubDate>
<description>&lt;p&gt;Leeks.&lt;/p&gt;</description></item>
</channel></rss>"""


def with_feed(content: Path) -> None:
    """Fergus keeps a blog at home, and his profile names its feed."""
    blog = _SERVERS.enter_context(blog_server())
    blog.pages["/feed/"] = Page(_FEED.format(blog=blog.address).encode())
    os.environ["ENQUIRY_ALLOW"] = blog.place
    profile = content / "participants/fergus/profile.md"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace("name:", f"feed: {blog.address}/feed/\ntag: enquiry\nname:", 1), encoding="utf-8"
    )
