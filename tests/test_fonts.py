"""Fonts that are served with a site: what `enquiry fonts` makes, and what a build does with it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from generator.authoring import fonts
from generator.authoring.files.writing import Refused
from tests.support import Records, build, tree

MOST = 120 * 1024
"""Bytes of all fonts together."""


def network(folder: Path) -> Records:
    """A post, with a figure in it."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", "Words.", name="Ann", consent="2018-01-01")
    net.text("participants/ann/posts/one.md", "In 1987.", title="One", date="2018-02-01", audience="public")
    return net


@pytest.mark.slow
def test_the_fonts_are_small_whole_and_stand_in_for_each_other() -> None:
    """At most 120 KB; letters of Gaelic and both sorts of figures; licences; widths that agree."""
    made = fonts.made()
    served = {name: data for name, data in made.items() if name.endswith(".woff2")}
    assert sum(map(len, served.values())) <= MOST and len(served) == 3
    for data in served.values():
        font = TTFont(io.BytesIO(data))
        (axis,) = font["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
        assert set(map(ord, "aàèìòùÀ’“”–…€ŵłő0123456789")) <= set(font.getBestCmap())
        features = {each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord}
        widths = {font["hmtx"][font.getBestCmap()[ord(each)]][0] for each in "0123456789"}
        assert "onum" in features and len(widths) == 1
    licences = [data for name, data in made.items() if name.endswith("-licence.txt")]
    assert len(licences) == 2 and all(
        b"SIL Open Font License" in each or b"SIL OPEN FONT" in each for each in licences
    )
    sheet = made["fonts.css"].decode()
    assert sheet.count("font-display: swap") == 3 and "http" not in sheet
    for measure in ("size-adjust", "ascent-override", "descent-override", "line-gap-override"):
        assert len(re.findall(rf"{measure}: [\d.]+%", sheet)) == 2, measure


def test_what_lies_beside_the_content_is_served(tmp_path: Path) -> None:
    """The style sheet's addresses are those in the site; no page asks another host for anything."""
    net = network(tmp_path)
    content = net.write()
    sheet = f'@font-face {{ src: url("{fonts._shown("a.woff2", b"font")}"); }}'
    for name, data in (
        ("a.woff2", b"font"),
        ("fonts.css", sheet.encode()),
        ("a-licence.txt", b"free"),
        ("x.md", b""),
    ):
        path = content.parent / "fonts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    build(content, tmp_path / "site", tmp_path / "cache", editions=("public",))
    site = tree(tmp_path / "site" / "public")
    (style,) = (name for name in site if re.fullmatch(r"assets/fonts\.\w+\.css", name))
    (wanted,) = re.findall(r'url\("([^"]*)"\)', site[style].decode())
    assert site[f"assets/{wanted}"] == b"font" and not [name for name in site if name.endswith(".md")]
    assert any("licence" in name for name in site)
    page = site["participants/ann/one/index.html"].decode()
    links = re.findall(r'<link rel="stylesheet" href="([^"]*)"', page)
    assert [each.rpartition("/")[2].partition(".")[0] for each in links] == ["style", "fonts"]
    assert "font-src &#39;self&#39;" in page or "font-src 'self'" in page


@pytest.mark.parametrize("fonts_there", [False, True])
def test_a_site_without_them_is_as_it_was(tmp_path: Path, *, fonts_there: bool) -> None:
    """No folder of fonts means none; and a theme with an empty style sheet of that name leaves them out."""
    net = network(tmp_path)
    if fonts_there:
        net.change("network.yaml", theme="plain")
    content = net.write()
    if fonts_there:
        for path, data in (
            ("fonts/fonts.css", "x"),
            ("fonts/a.woff2", "x"),
            ("themes/plain/assets/fonts.css", ""),
        ):
            (content.parent / path).parent.mkdir(parents=True, exist_ok=True)
            (content.parent / path).write_text(data, encoding="utf-8")
    build(content, tmp_path / "site", tmp_path / "cache", editions=("public",))
    site = tree(tmp_path / "site" / "public")
    assert not [name for name in site if name.endswith((".woff2", ".txt")) and name.startswith("assets/")]
    assert not [name for name in site if name.startswith("assets/fonts")]
    assert site["participants/ann/one/index.html"].count(b'rel="stylesheet"') == 1


def test_without_its_packages_the_command_says_which(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It leaves nothing behind."""
    monkeypatch.setattr(
        fonts, "FACES", (fonts.Face("serif", "normal", "None", "fontpkg_of_nobody", "None.ttf"),)
    )
    (tmp_path / "content").mkdir()
    with pytest.raises(Refused, match=r"enquiry\[fonts\]"):
        fonts.install(tmp_path / "content")
    assert not (tmp_path / "fonts").exists()
