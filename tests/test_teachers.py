"""Posts as teachers type them: in a word processor, in a mail, on a telephone; and what a page shows of them.

Each is the text as it arrives, with the elements that a page makes of it, in order, and the line and code of
what `enquiry check` says. Whatever a page shows, no word is lost.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import pytest

from tests.test_reading import LINES_BEFORE, parsed, reading

PLAIN: Final = frozenset({"p", "br", "span", "sup", "section", "wbr"})


class Typed(NamedTuple):
    """A post as it is typed, its elements but for plain ones, and its faults."""

    text: str
    elements: str
    faults: str


POSTS: Final = {
    "word quotes": Typed(
        "“Can I have a blank one?” she asked. It’s the first time – in ten years… – for ‘why’.\n",
        "",
        "",
    ),
    "bullets": Typed(
        "What I tried:\n• waiting for ten seconds\n• asking again\n•\tcounting behind my back\n",
        "",
        "2:unfinished-mark",
    ),
    "bullets apart": Typed(
        "What I tried:\n\n• waiting for ten seconds\n\n• asking again\n",
        "",
        "",
    ),
    "numbered by hand": Typed(
        "1) I waited\n2) I asked again\n\n1. First\n2. Second\n\n1.No blank\n2.Here either\n",
        "ol li li ol li li",
        "7:unfinished-mark",
    ),
    "lettered by hand": Typed(
        "a) the quiet ones\nb) the loud ones\n",
        "",
        "1:unfinished-mark",
    ),
    "signature": Typed(
        "I will try it again on Monday.\n\nBest wishes\n--\nRachna\nP5 teacher\n",
        "h2",
        "4:unfinished-mark",
    ),
    "signature below": Typed(
        "Kind regards,\n\nRachna Gupta | Class teacher\nSent from my iPhone\n",
        "",
        "",
    ),
    "spreadsheet": Typed(
        "Results:\n\nClass\tBefore\tAfter\nP5\t3\t12\nP6\t5\t9\n",
        "",
        "3:unfinished-mark",
    ),
    "tabs as in a letter": Typed(
        "\tI waited for ten seconds before I asked anybody to answer.\n"
        "\n"
        "\tThen three hands went up at the back of the room.\n",
        "pre code",
        "1:unfinished-mark",
    ),
    "soft hyphens": Typed(
        "Meta\xadcog\xadni\xadtion is a long word.\n",
        "",
        "",
    ),
    "spaces": Typed(
        "I waited.  Then   I asked.\xa0 And they\xa0answered.\n",
        "",
        "",
    ),
    "a list after a line": Typed(
        "Things to do:\n- wait\n- ask\n* listen\n",
        "ul li li ul li",
        "",
    ),
    "quoted mail": Typed(
        "> On 15 Jan 2018, at 10:00, Emma wrote:\n> > What did you do?\n> I waited.\n\nThank you!\n",
        "blockquote blockquote",
        "",
    ),
    "rule of signs": Typed(
        "First part.\n"
        "\n"
        "**********\n"
        "\n"
        "Second part.\n"
        "\n"
        "___________\n"
        "\n"
        "Third part.\n"
        "\n"
        "----------\n"
        "Fourth part.\n"
        "\n"
        "==========\n"
        "\n"
        "Fifth\n",
        "hr hr hr",
        "",
    ),
    "headings in bold": Typed(
        "**What I did**\n\nI waited.\n\n__What came of it__\n\nMore hands.\n\nWHAT NEXT:\n\nAgain.\n",
        "strong strong",
        "",
    ),
    "emphasis by hand": Typed(
        "It was *really* hard, _very_ hard, and I mean /hard/ and <b>hard</b>\n"
        "& HARD!!! 5*3*2 and snake_case_name.\n",
        "em em b em",
        "2:unfinished-mark",
    ),
    "smileys and arrows": Typed(
        "It worked :-) --> more hands <-- fewer worries ;) <3 => great 8-) :( 50 % < 60 %\n",
        "",
        "",
    ),
    "telephone": Typed(
        "so i tried it today.it worked!!Great.see www.example.org,or ask me:rachna@example.org.\n"
        "UP 5% (3/60)\n",
        "a",
        "",
    ),
    "minutes of a meeting": Typed(
        "Present: RG, EM, SF\n"
        "Apologies: none\n"
        "Time: 15:30\n"
        "\n"
        "1 Matters arising\n"
        "1.1 Wait time\n"
        "1.2 Questions\n"
        "\n"
        "AOB\n",
        "",
        "",
    ),
    "verse": Typed(
        "Ten seconds\nare long\n  when nobody speaks\n\n    and nobody looks\n",
        "pre code",
        "",
    ),
    "dialogue": Typed(
        "Me: What do you think?\nAlex: I don't know.\nMe: (waits)\n\n– Why?\n– Because.\n",
        "",
        "5:unfinished-mark",
    ),
    "dash list": Typed(
        "– one thing\n– another thing\n— a third thing\n",
        "",
        "1:unfinished-mark",
    ),
    "checkboxes": Typed(
        "☐ ask Emma\n☑ count\n[ ] write\n[x] read\n",
        "",
        "1:unfinished-mark",
    ),
    "marks of a file": Typed(
        "See marks_2018.xlsx, C:\\temp\\notes.docx and page 3#2. £5 + $3 = $8, really $10. #nofilter @emma\n",
        "",
        "",
    ),
    "HTML of word": Typed(
        '<p class="MsoNormal"><span style="font-size:12pt">I waited.<o:p></o:p></span></p>\n'
        "\n"
        "<b style='mso-bidi'>Hard</b>\n",
        "b",
        "1:html-dropped",
    ),
    "footnote by hand": Typed(
        "Wiliam (2011) says so.* And Black.¹ More [1].\n"
        "\n"
        "* Embedded Formative Assessment\n"
        "¹ Inside the Black Box\n"
        "[1] A note.\n",
        "ul li",
        "",
    ),
}


@pytest.mark.parametrize("name", POSTS)
def test_what_teachers_type_is_shown_or_told(name: str) -> None:
    """The page has what was meant, or a warning says what to type."""
    post = POSTS[name]
    document, markup = reading(post.text)
    shown = parsed(markup)
    assert " ".join(each for each, _ in shown.elements if each not in PLAIN) == post.elements
    faults = [f"{each.span.line - LINES_BEFORE}:{each.code}" for each in document.diagnostics]
    assert " ".join(faults) == post.faults
    assert not any(each.is_error for each in document.diagnostics)
    words = re.findall(r"[^\W_]+", re.sub(r"<[^>]*>", " ", post.text))
    everything = "".join(shown.words)
    assert [each for each in words if each not in everything and not each.isdigit()] == []
