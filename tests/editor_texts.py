"""Texts as people write them, with what the editor (Sveltia CMS 0.221.1) makes of each as it shows it."""

from __future__ import annotations

from typing import Final

TEXTS: Final = (
    (
        "One *so* and **that** and __this__ and _it_ and ***both***.\n\nTwo *a\nb* c.",
        "One _so_ and **that** and **this** and _it_ and **_both_**.\n\nTwo \\*a\nb\\* c.",
    ),
    (
        "* a\n* b\n  * c\n* d\n\n1) one\n2) two\n\n+ x\n+ y",
        "* a\n* b\n    * c\n* d\n\n1) one\n2) two\n\n+ x\n+ y",
    ),
    (
        "Title\n=====\n\nSub\n---\n\nText  \nwith hard break\\\nand another.",
        "Title\n=====\n\nSub\n\n***\n\nText  \nwith hard break\\\nand another.",
    ),
    (
        '[text][ref] and [ref] and ![pic][ref].\n\n[ref]: https://example.org/ "A title"',
        '[text][ref] and [ref] and ![pic][ref].\n\n[ref]: https://example.org/ "A title"',
    ),
    (
        "<!-- a comment -->\n\nText <!-- inline --> more.\n\n<!--\nmany\n\nlines\n-->",
        "<!-- a comment -->\n\nText <!-- inline --> more.\n\n<!--\nmany\n\nlines\n-->",
    ),
    (
        "A note[^1] here.\n\n[^1]: The note.\n\n    Its second paragraph.",
        "A note[^1] here.\n\n[^1]: The note.\n\n    Its second paragraph.",
    ),
    (
        "| a | b |\n| - | :-: |\n| *x* | y |\n| `c|d` | z \\| w |",
        "| a | b |\n| --- | --- |\n| *x* | y |\n\n| \\`c | d\\` | z \\ | w |",
    ),
    (
        "a | b\n--- | ---\n1 | 2",
        "a | b\n--- | ---\n1 | 2",
    ),
    (
        "~~~python\nx = 1\n\n\ny = 2\n~~~\n\n```\n*not*\n```\n\n    indented\n    code",
        "\\~\\~\\~python\nx = 1\n\ny = 2\n\\~\\~\\~\n\n```plain\n*not*\n```\n\n    indented\n    code",
    ),
    (
        "> quote *so*\n> more\n>\n> second\nlazy\n\n> > nested",
        "> quote _so_\n> more\n>\n> second\n> lazy\n\n> > nested",
    ),
    (
        "1. a\n1. b\n1. c\n\n5. five\n6. six",
        "1. a\n2. b\n3. c\n4. five\n5. six",
    ),
    (
        "- a\n\n- b\n\n  para in b\n\n- c",
        "- a\n- b\n\n  para in b\n\n- c",
    ),
    (
        "snake\\_case and \\*stars\\* and 2 * 3 * 4 and a\\\\b and <b>html</b> &amp; &lt; &copy; &nbsp;x",
        "snake_case and \\*stars\\* and 2 \\* 3 \\* 4 and a\\b and <b>html</b> &amp; &lt; &copy; &nbsp;x",
    ),
    (
        "***\n\ntext\n\n* * *\n\n---\n\n___",
        "***\n\ntext\n\n* \\* \\*\n\n***\n\n***",
    ),
    (
        "<figure>\n\n![alt](a.png)\n\n<figcaption>\n\nWords *so*.\n\n</figcaption>\n</figure>",
        "<figure>\n\n![alt](a.png)\n\n<figcaption>\n\nWords _so_.\n\n</figcaption>\n</figure>",
    ),
    (
        '![alt *so*](a.png "title") and ![b](b.png)\n\n![c](c.png)',
        '![alt *so*](a.png "title") and ![b](b.png)\n\n![c](c.png)',
    ),
    (
        "[![alt](a.png)](https://example.org/)",
        "[![alt](a.png)](https://example.org/)",
    ),
    (
        "<https://example.org/> and https://example.org/x_y_z and [a](<b c> 'd')",
        '<https://example.org/> and https://example.org/x_y_z and [a](<b c> "d")',
    ),
    (
        "# One #\n\n## Two ##\n\n### Three\nText right under.\nSecond line.",
        "# One #\n\n## Two ##\n\n### Three\n\nText right under.\nSecond line.",
    ),
    (
        "Text\n* list right under\n* more\n\nText:\n1. one\n2. two",
        "Text\n\n* list right under\n* more\n\nText:\n\n1. one\n2. two",
    ),
    (
        "- [ ] open\n- [x] done",
        "- [ ] open\n- [x] done",
    ),
    (
        "Line one\nline two\nline three\n\n\n\nAfter three blank lines.",
        "Line one\nline two\nline three\n\nAfter three blank lines.",
    ),
    (
        "Term\n: definition\n\n{.class}\n\n::: note\nInside\n:::",
        "Term\n: definition\n\n{.class}\n\n::: note\nInside\n:::",
    ),
    (
        "**bold *both* bold** and *it **both** it* and ~~gone~~ and `co*d*e` and ``a ` b``",
        "**bold _both_ bold** and _it **both** it_ and ~~gone~~ and `co*d*e` and `` a ` b ``",
    ),
    (
        "&#32; &ensp; é ü “quotes” … — – a\u00a0b\u200b",
        "&ensp; é ü “quotes” … — – a\u00a0b\u200b",
    ),
    (
        "**Bold**: text\n**Bold2**: text\n\n*Emma*\n\n_Emma_ said *no*.",
        "**Bold**: text\n**Bold2**: text\n\n_Emma_\n\n_Emma_ said _no_.",
    ),
    (
        "10. ten\n    - in ten\n\n        code in list\n11. eleven",
        "10. ten\n    - in ten\n\n        code in list\n\n11. eleven",
    ),
    (
        "- a\n    1. b\n    2. c\n- d\n  text of d\n\n  second para",
        "- a\n    1. b\n    2. c\n- d\n  text of d\n\n  second para",
    ),
    (
        "$x_1$ and $$y*z*$$ and a^b^ and H~2~O",
        "$x_1$ and $$y_z_$$ and a^b^ and H\\~2\\~O",
    ),
    (
        "Text with trailing spaces   \nnext  \n\n\tTabbed code",
        "Text with trailing spaces   \nnext  \n\n\tTabbed code",
    ),
    (
        "<details>\n<summary>More</summary>\n\nInside *so*\n\n</details>",
        "<details>\n<summary>More</summary>\n\nInside _so_\n\n</details>",
    ),
    (
        "https://youtu.be/abc_def_ghi\n\n{{< youtube x >}}\n\n[TOC]",
        "https://youtu.be/abc_def_ghi\n\n{{< youtube x >}}\n\n[TOC]",
    ),
    (
        "Hello* star and _under and 5*3*2 and f_o_o and *a*b and __init__.py",
        "Hello\\* star and _under and 5_3_2 and f_o_o and _a_b and **init**.py",
    ),
)
