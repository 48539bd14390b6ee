"""Pictures and attachments: published as they look, without anything that came with them."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from generator.engine.media.pictures import encode
from generator.network.media import Variant
from generator.publish.composer import pictures
from generator.source.reader import read
from tests.support import ROOT, Records, build, command, tree

pytestmark = pytest.mark.slow

SECRET = "zqsecretq"
FOLDER = "participants/ann/posts"
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def network(folder: Path, body: str, *, attachments: list[str] | None = None) -> Records:
    """One post with this body."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", attachments=attachments)
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.text(f"{FOLDER}/2018-01-01-p.md", body, title="P", date="2018-01-01", audience="public")
    return net


def noted(
    width: int,
    height: int,
    kind: str,
    *,
    mode: str = "RGB",
    orientation: int = 1,
    profile: bytes | None = None,
) -> bytes:
    """Make a picture, its upper left corner red.

    A secret is in everything that its kind can carry beside its pixels.
    """
    image = Image.new(mode, (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = SECRET, orientation
    exif.get_ifd(GPS)[1] = SECRET
    notes = PngInfo()
    notes.add_itxt("Author", SECRET)
    more: dict[str, dict[str, Any]] = {
        "JPEG": {"exif": exif, "comment": SECRET.encode(), "xmp": SECRET.encode(), "dpi": (72, 72)},
        "PNG": {"exif": exif, "pnginfo": notes},
        "WEBP": {"exif": exif, "xmp": SECRET.encode(), "lossless": True},
        "AVIF": {"exif": exif},
        "GIF": {"comment": SECRET.encode()},
    }
    out = io.BytesIO()
    image.save(out, kind, **more[kind], **({"icc_profile": profile} if profile else {}))
    assert SECRET.encode() in out.getvalue()
    return captioned(out.getvalue()) if kind == "JPEG" else out.getvalue()


def captioned(data: bytes) -> bytes:
    """Make a JPEG with a caption as newsrooms write it (IPTC).

    Something is behind it, as some cameras put a film there.
    """
    caption = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0e\x1c\x02\x78\0\x09" + SECRET.encode()
    return (
        data[:2] + b"\xff\xed" + (len(caption) + 2).to_bytes(2, "big") + caption + data[2:] + SECRET.encode()
    )


def media(folder: Path) -> dict[str, bytes]:
    """Return the pictures and attachments of the public edition."""
    return {path: data for path, data in tree(folder / "site").items() if path.startswith("public/media/")}


def made(net: Records) -> dict[str, bytes]:
    """Build, and see that no secret is in any edition; gives back the public pictures and attachments."""
    outcome = build(net.write(), net.folder / "site", net.folder / "cache")
    assert outcome.written and not outcome.failed, outcome.diagnostics
    assert not [path for path, data in tree(net.folder / "site").items() if SECRET.encode() in data]
    return media(net.folder)


def test_a_narrow_copy_of_few_colours_is_small() -> None:
    """Its colours stay few, though there are many between two of them: so a telephone is given less."""
    made = encode((ROOT / "content/pages/conversation.png").read_bytes())
    sizes = {size[0]: len(data) for data, (kind, _), size in made if kind == "image/webp"}
    assert sizes[480] < sizes[1352] / 2


def test_a_picture_of_few_colours_has_fewer_widths() -> None:
    """Two thirds as wide, it takes nearly as many bytes; a photograph takes half of them."""
    photograph = io.BytesIO()
    Image.effect_noise((1352, 600), 60).save(photograph, "JPEG")
    screenshot = (ROOT / "content/pages/conversation.png").read_bytes()
    assert {size[0] for _, _, size in encode(photograph.getvalue())} == {480, 960, 1352}
    assert {size[0] for _, _, size in encode(screenshot)} == {480, 1352}


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_picture_of_few_colours_keeps_them(kind: str) -> None:
    """Each pixel has the colour that it had; one that is nowhere to be seen may be anything, and goes."""
    drawing, out = Image.new("P", (300, 200), 3), io.BytesIO()
    drawing.putpalette(bytes(range(0, 240, 2)) + SECRET.encode())
    for colour in range(40):
        drawing.paste(colour, (5 * colour, 10, 5 * colour + 5, 90))
    drawing.save(out, kind)
    assert SECRET.encode() in out.getvalue() or kind == "GIF", "whose writer drops it"
    for data, _, _ in encode(out.getvalue()):
        with Image.open(io.BytesIO(data)) as image:
            assert image.convert("RGB").tobytes() == drawing.convert("RGB").tobytes()
        assert SECRET.encode() not in data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_what_a_camera_noted_stays_behind(tmp_path: Path, kind: str) -> None:
    """EXIF with its position, comments, XMP and texts; and the file's name, which may be a pupil's."""
    net = network(tmp_path, f"![A picture]({SECRET}.{kind.lower()})")
    net.file(f"{FOLDER}/{SECRET}.{kind.lower()}", noted(1200, 600, kind))
    shown = made(net)
    assert {Path(path).suffix for path in shown} == {".webp", {"JPEG": ".jpg"}.get(kind, f".{kind.lower()}")}
    for data in shown.values():
        with Image.open(io.BytesIO(data)) as image:
            assert image.size in {(480, 240), (1200, 600)}
            assert not image.getexif()
            red, green, _ = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # a triple, which Pillow's types can't say
            assert red > 200 and green < 60


def test_a_page_says_how_large_its_pictures_are(tmp_path: Path) -> None:
    """There are widths to choose from, the modern kind first.

    The picture's size is there, so that the text does not jump.
    """
    net = network(tmp_path, "![A picture](wide.jpg)")
    net.file(f"{FOLDER}/wide.jpg", noted(3200, 1600, "JPEG"))
    shown = made(net)
    page = (tmp_path / "site/public/participants/ann/p/index.html").read_text()
    picture = re.search(r"<picture><source ([^>]*)><img ([^>]*)></picture>", page)
    assert picture
    source, img = picture.groups()
    assert re.findall(r"(\.webp) (\d+)w", source) == [(".webp", "480"), (".webp", "960"), (".webp", "1600")]
    assert re.findall(r"(\.jpg) (\d+)w", img) == [(".jpg", "480"), (".jpg", "960"), (".jpg", "1600")]
    assert 'width="1600" height="800"' in img and 'loading="lazy"' in img and 'alt="A picture"' in img
    assert {path.removeprefix("public/") for path in shown} == set(
        re.findall(r"media/[0-9a-f]{32}\.(?:jpg|webp)", page)
    )


@pytest.mark.parametrize(
    ("asked", "size", "classes", "sizes"),
    [
        ("width=200", (200, 100), "sized", "200px"),
        ("width='200px' height=50", (100, 50), "sized", "100px"),
        ("height=50", (100, 50), "sized", "100px"),
        ("width=5000", (5000, 2500), "sized", "5000px"),
        ("width=25%", (3200, 1600), "sized part tens-2 units-5", "(min-width: 40rem) 9rem, 25vw"),
        ("style='width: 25%; height: auto'", (3200, 1600), "sized part tens-2 units-5", ""),
        ("width=250%", (3200, 1600), "sized part tens-10 units-0", "(min-width: 40rem) 36rem, 100vw"),
        ("align=right", (3200, 1600), "align-right", "(min-width: 40rem) 36rem, 100vw"),
        ("style='float:left' width=9", (9, 4), "align-left sized", ""),
        ("align=middle width=auto", (3200, 1600), "align-center", ""),
        ("width=0", (3200, 1600), "", "(min-width: 40rem) 36rem, 100vw"),
    ],
)
def test_a_picture_has_the_size_that_was_asked_for(
    asked: str, size: tuple[int, int], classes: str, sizes: str
) -> None:
    """It keeps its shape; the column, whose width is the most, is a matter of the style sheet."""
    path = "participants/ann/posts/2018-01-15-p.md"
    head = "---\ntitle: P\ndate: 2018-01-15\n---\n"
    (link,) = read(path, f"{head}<img src=wide.jpg alt=A {asked}>".encode())[0].links
    variants = (
        (Variant("a.jpg", "image/jpeg", 480, 240, b""), "media/a.jpg"),
        (Variant("b.jpg", "image/jpeg", 3200, 1600, b""), "media/b.jpg"),
    )
    html = pictures.picture(variants, link)
    assert f' width="{size[0]}" height="{size[1]}"' in html
    assert re.findall(r'class="([^"]*)"', html) == ([classes] if classes else [])
    assert not sizes or f'sizes="{sizes}"' in html


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(tmp_path: Path, orientation: int) -> None:
    """As a browser would have turned them by what the camera noted."""
    net = network(tmp_path, "![A picture](held.jpg)")
    net.file(f"{FOLDER}/held.jpg", noted(400, 200, "JPEG", orientation=orientation))
    shown = made(net)
    size = (400, 200) if orientation <= 4 else (200, 400)
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[
        orientation
    ]
    for data in shown.values():
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == size
            red, green, _ = image.convert("RGB").getpixel(
                (corner[0] * (size[0] - 20) + 10, corner[1] * (size[1] - 20) + 10)
            )  # type: ignore[misc]  # as above
            assert red > 200 and green < 60


def test_colours_are_kept(tmp_path: Path) -> None:
    """A colour profile is no note of the camera's: without it the picture looks another way."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    net = network(tmp_path, "![A picture](fine.jpg)")
    net.file(f"{FOLDER}/fine.jpg", noted(300, 200, "JPEG", profile=profile))
    for data in made(net).values():
        with Image.open(io.BytesIO(data)) as image:
            assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_animations_stay_animations(tmp_path: Path, kind: str) -> None:
    """All frames with their times, and without the comment."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    exif, out = Image.Exif(), io.BytesIO()
    exif[MAKE] = SECRET
    frames[0].save(
        out,
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=[100, 200, 300],
        loop=0,
        **({"comment": SECRET.encode()} if kind == "GIF" else {"exif": exif}),
    )
    assert SECRET.encode() in out.getvalue()
    net = network(tmp_path, f"![A picture](moving.{kind.lower()})")
    net.file(f"{FOLDER}/moving.{kind.lower()}", out.getvalue())
    (data,) = made(net).values()
    with Image.open(io.BytesIO(data)) as image:
        assert getattr(image, "n_frames", 1) == 3
        image.seek(1)
        red, green, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # as above
        assert red < 5 and abs(green - 128) < 5 and blue < 5


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_mode_can_be_shown(tmp_path: Path, mode: str) -> None:
    """Scans, drawings, pictures for print: all become something that browsers show."""
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new(mode, (600, 300)).save(out, kind, icc_profile=profile)
    net = network(tmp_path, f"![A picture](odd.{kind.lower()})")
    net.file(f"{FOLDER}/odd.{kind.lower()}", out.getvalue())
    for data in made(net).values():
        with Image.open(io.BytesIO(data)) as image:
            assert image.mode in ("RGB", "RGBA", "L", "P") and image.size[0] in (480, 600)
            # One for other colours than those that are written would make them wrong.
            assert ("icc_profile" in image.info) == (mode != "CMYK")


def test_a_small_copy_behind_a_photograph_is_left_behind(tmp_path: Path) -> None:
    """Many cameras write such files. The photograph is shown."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")]
    )
    net = network(tmp_path, "![A picture](held.jpg)")
    net.file(f"{FOLDER}/held.jpg", out.getvalue())
    shown = made(net)
    assert sorted(Path(path).suffix for path in shown) == [".jpg", ".webp"]
    for data in shown.values():
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format in ("JPEG", "WEBP"), image.size, getattr(image, "n_frames", 1)) == (
                True,
                (300, 200),
                1,
            )


def sized(kind: str, width: int, height: int, frames: int = 1) -> bytes:
    """A picture that says it is so large."""
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(
        out,
        kind,
        **(
            {"save_all": True, "append_images": [Image.new("L", (1, 1), each) for each in range(1, frames)]}
            if frames > 1
            else {}
        ),
    )
    data = out.getvalue()
    if kind == "GIF":
        return data[:6] + struct.pack("<HH", width, height) + data[10:]
    head = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("just-small-enough.png", sized("PNG", 10_000, 5_000), "broken-picture"),
        ("too-large.png", sized("PNG", 10_000, 5_001), "media-too-large"),
        ("too-many-frames.gif", sized("GIF", 5_000, 5_000, 9), "media-too-large"),
        ("too-many-bytes.jpg", b"\xff" * (40 * 1024 * 1024 + 1), "media-too-large"),
        ("as-many-bytes-as-may-be.jpg", b"\xff" * (40 * 1024 * 1024), "broken-picture"),
    ],
)
def test_what_is_too_large_is_not_decoded(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    """By its pixels, by all of its frames, and by its bytes.

    What just fits is looked at, and found broken here.
    """
    net = network(tmp_path, f"![A picture]({name})")
    net.file(f"{FOLDER}/{name}", data)
    assert {each.code for each in build(net.write(), tmp_path / "site", tmp_path / "cache").diagnostics} - {
        "photo-unsaid"
    } == {code}


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO", "EPS"])
def test_no_other_kind_is_decoded(tmp_path: Path, kind: str) -> None:
    """Whatever a file is called: some kinds are programs, and would be run by another one."""
    out = io.BytesIO()
    Image.new("RGB", (32, 32)).save(out, kind)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/gs"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    program.chmod(0o755)
    net = network(tmp_path, "![A picture](called.png)")
    net.file(f"{FOLDER}/called.png", out.getvalue())
    done = command(
        "build",
        "--content",
        net.write(),
        "--output",
        tmp_path / "site",
        "--cache",
        tmp_path / "cache",
        PATH=f"{program.parent}:{os.environ['PATH']}",
    )
    assert (done.returncode, "broken-picture" in done.stdout + done.stderr, (tmp_path / "ran").exists()) == (
        1,
        True,
        False,
    )


def test_a_locked_pdf_is_refused_in_words(tmp_path: Path) -> None:
    """Its writer is told what to do."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    net = network(tmp_path, "My [notes](notes.pdf).", attachments=["pdf"])
    net.file(f"{FOLDER}/notes.pdf", out.getvalue())
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache")
    assert [(each.code, each.hint) for each in outcome.diagnostics] == [
        ("broken-attachment", "save it without a password")
    ]


def test_a_pdf_loses_its_properties(tmp_path: Path) -> None:
    """Properties of a PDF: who made it, with what, and when; and what would run in it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET})
    runs = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(f"app.alert('{SECRET}')"),
        }
    )
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): runs})
    note = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Link"),
        NameObject("/A"): runs,
        NameObject("/T"): TextStringObject(SECRET),
    }
    page[NameObject("/Annots")] = ArrayObject([DictionaryObject(note)])
    out = io.BytesIO()
    writer.write(out)
    assert SECRET.encode() in out.getvalue()
    net = network(tmp_path, "My [notes](notes.pdf).", attachments=["pdf"])
    net.file(f"{FOLDER}/notes.pdf", out.getvalue())
    (data,) = made(net).values()
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert not reader.metadata and b"JavaScript" not in data


def test_what_lay_on_or_beside_a_pages_looks_is_in_no_byte(tmp_path: Path) -> None:
    """Comments, scripts, attached files, thumbnails and a photograph's notes are gone.

    Real PDFs keep each apart and lead to it, so that a copy could go on holding it. Links to addresses stay.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)

    def apart(**more: Any) -> Any:
        return writer._add_object(
            DictionaryObject({NameObject(f"/{key}"): value for key, value in more.items()})
        )

    def stream(data: bytes, **more: Any) -> Any:
        made = StreamObject()
        made.set_data(data)
        made.update({NameObject(f"/{key}"): value for key, value in more.items()})
        return writer._add_object(made)

    secret, name, link = (
        TextStringObject(SECRET),
        NameObject,
        {
            "Type": NameObject("/Annot"),
            "Subtype": NameObject("/Link"),
            "Rect": ArrayObject([FloatObject(0)] * 4),
        },
    )
    runs = apart(S=name("/JavaScript"), JS=secret)
    photo = noted(64, 64, "JPEG") + SECRET.encode()
    picture = {
        "Type": name("/XObject"),
        "Subtype": name("/Image"),
        "Width": NumberObject(64),
        "Height": NumberObject(64),
        "ColorSpace": name("/DeviceRGB"),
        "BitsPerComponent": NumberObject(8),
    }
    plainly = stream(photo, Filter=name("/DCTDecode"), Metadata=stream(SECRET.encode()), **picture)
    packed = stream(
        zlib.compress(photo, 0), Filter=ArrayObject([name("/FlateDecode"), name("/DCTDecode")]), **picture
    )
    beside = {
        "PieceInfo": apart(X=secret),
        "AF": ArrayObject([apart(EF=secret)]),
        "LastModified": secret,
        "OPI": apart(X=secret),
    }
    glyphs = apart(Type=name("/Font"), Subtype=name("/Type3"), CharProcs=apart(AF=stream(b"0 0 m", **beside)))
    form = stream(
        b"",
        Type=name("/XObject"),
        Subtype=name("/Form"),
        BBox=ArrayObject([NumberObject(9)] * 4),
        Resources=apart(XObject=apart(Metadata=packed), Font=apart(OPI=glyphs)),
        **beside,
    )
    page[name("/Resources")] = apart(XObject=apart(AF=plainly, X=form))
    page[name("/AA")] = apart(O=runs)
    page[name("/AF")] = ArrayObject([apart(Type=name("/Filespec"), EF=apart(F=stream(SECRET.encode())))])
    page[name("/Metadata")] = page[name("/Thumb")] = stream(SECRET.encode())
    page[name("/PieceInfo")] = apart(X=secret)
    leads = [
        apart(S=name("/URI"), URI=TextStringObject(address))
        for address in ("https://example.org/kept", f"javascript:{SECRET}", f"file:///{SECRET}")
    ]
    link["A"] = runs
    comment = apart(Type=name("/Annot"), Subtype=name("/Text"), T=secret, A=leads[0], Rect=link["Rect"])
    page[name("/Annots")] = writer._add_object(
        ArrayObject([apart(**link), comment, *(apart(**{**link, "A": each, "T": secret}) for each in leads)])
    )
    writer.root_object[name("/Metadata")] = stream(SECRET.encode())
    writer.root_object[name("/OpenAction")] = runs
    writer.add_attachment(f"{SECRET}.txt", SECRET)
    out = io.BytesIO()
    writer.write(out)
    net = network(tmp_path, "My [notes](notes.pdf).", attachments=["pdf"])
    net.file(f"{FOLDER}/notes.pdf", out.getvalue())
    (data,) = made(net).values()
    shown: Any = PdfReader(io.BytesIO(data)).pages[0]
    assert [each.get_object()["/A"]["/URI"] for each in shown["/Annots"]] == ["https://example.org/kept"]
    assert (
        shown["/Resources"]["/XObject"]["/X"]["/Resources"]["/Font"]["/OPI"]["/CharProcs"]["/AF"].get_data()
        == b"0 0 m"
    )
    for found in (
        shown["/Resources"]["/XObject"]["/AF"],
        shown["/Resources"]["/XObject"]["/X"]["/Resources"]["/XObject"]["/Metadata"],
    ):
        with Image.open(io.BytesIO(found.get_data())) as image, Image.open(io.BytesIO(photo)) as before:
            assert image.tobytes() == before.tobytes()


def test_a_pdf_that_leads_in_circles_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a picture takes at most so many steps.

    They are counted, so that the same file is always read or never.
    """
    writer = PdfWriter()
    for _ in range(40):
        writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    net = network(tmp_path, "My [notes](notes.pdf).", attachments=["pdf"])
    net.file(f"{FOLDER}/notes.pdf", out.getvalue())
    for most, codes in ((20_000, ["broken-attachment"]), (200_000, [])):
        monkeypatch.setattr("generator.engine.media.attachments.MAX_STEPS", most)
        outcome = build(net.write(), tmp_path / f"site{most}", tmp_path / f"cache{most}")
        assert [each.code for each in outcome.diagnostics] == codes
    assert sys.getprofile() is None


def test_people_are_shown_as_long_as_they_permit_it(tmp_path: Path) -> None:
    """It is shown to the last day of the permission, and not a build later.

    Then a line of text stands in its place in the public edition.
    """
    net = network(tmp_path, f'Before.\n\n![{SECRET}](people.jpg "{SECRET}")\n\nAfter.')
    net.change(
        f"{FOLDER}/2018-01-01-p.md",
        photos={
            "people.jpg": {
                "people": True,
                "permission": "forms held by the school office",
                "until": "2019-06-30",
            }
        },
    )
    net.file(f"{FOLDER}/people.jpg", noted(300, 200, "JPEG"))
    site, cache = tmp_path / "site", tmp_path / "cache"
    page = site / "public/participants/ann/p/index.html"
    for date, there in (
        ("2019-06-30", True),
        ("2019-07-01", False),
        ("2019-07-02", False),
        ("2019-06-30", True),
    ):
        outcome = build(net.write(), site, cache, date=date)
        assert [each.code for each in outcome.diagnostics] == ([] if there else ["photo-without-permission"])
        assert bool(media(tmp_path)) is there
        assert ("<picture>" in page.read_text()) is there
        assert ("A picture of people is not shown here." in page.read_text()) is not there
        assert (SECRET in page.read_text()) is there
        assert "<picture>" in (site / "cohort/participants/ann/p/index.html").read_text()
        assert not any(
            work.written for work in build(net.content, site, cache, date=date).statistics.values()
        )


def test_people_are_not_shown_without_a_permission(tmp_path: Path) -> None:
    """Neither with an end nor without one; of a post that is not public there is nothing to tell."""
    net = network(tmp_path, "![Children](people.jpg)")
    net.file(f"{FOLDER}/people.jpg", noted(300, 200, "JPEG"))
    page = tmp_path / "site/public/participants/ann/p/index.html"
    for said in (
        {"people": True},
        {"people": True, "until": "2030-01-01"},
        {"people": True, "permission": "", "until": "2030-01-01"},
    ):
        net.change(f"{FOLDER}/2018-01-01-p.md", photos={"people.jpg": said})
        outcome = build(net.write(), tmp_path / "site", tmp_path / "cache", date="2019-01-01")
        assert [each.code for each in outcome.diagnostics] == ["photo-without-permission"]
        assert media(tmp_path) == {} and "<picture>" not in page.read_text()
    net.change(f"{FOLDER}/2018-01-01-p.md", audience="cohort")
    assert build(net.write(), tmp_path / "site", tmp_path / "cache", date="2019-01-01").diagnostics == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "PDF"])
def test_what_is_broken_is_a_sentence(tmp_path: Path, kind: str) -> None:
    """Bytes are changed or missing anywhere.

    A picture is shown as far as it can be decoded, or refused with its place; the build goes on.
    """
    chance = random.Random(kind)
    ending = kind.lower()
    out = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGB").save(out, kind)
    names = [f"broken-{number}.{ending}" for number in range(80)]
    net = network(
        tmp_path,
        "\n".join(f"{'' if kind == 'PDF' else '!'}[Of {name}]({name})" for name in names),
        attachments=["pdf"],
    )
    for name in names:
        data = bytearray(out.getvalue())
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        net.file(f"{FOLDER}/{name}", bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
    outcome = build(net.write(), tmp_path / "site", tmp_path / "cache")
    codes = {each.code for each in outcome.diagnostics} - {"photo-unsaid"}
    assert codes and codes <= {"broken-picture", "broken-attachment", "media-too-large"}


def test_a_day_is_a_day(tmp_path: Path) -> None:
    """`--date` takes no thirteenth month."""
    done = command(
        "build",
        "--content",
        network(tmp_path, "Words.").write(),
        "--output",
        tmp_path / "site",
        "--date",
        "2019-13-45",
    )
    assert (done.returncode, "is not a date" in done.stderr) == (2, True)


def test_nothing_is_made_twice_nor_kept_for_nothing(tmp_path: Path) -> None:
    """A second build makes nothing, and a site that was lost is filled from the cache.

    Pictures that nothing shows any longer are gone from there too.
    """
    net = network(tmp_path, "![A picture](one.jpg)")
    net.file(f"{FOLDER}/one.jpg", noted(1200, 600, "JPEG"))
    before = made(net)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache/media").iterdir()}
    assert len(kept) == len(before) == 4
    assert all(
        work.written == 0
        for work in build(net.content, tmp_path / "site", tmp_path / "cache").statistics.values()
    )
    for path in (tmp_path / "site/public/media").iterdir():
        path.unlink()
    assert made(net) == before
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "cache/media").iterdir()} == kept
    net.texts[f"{FOLDER}/2018-01-01-p.md"] = (net.texts[f"{FOLDER}/2018-01-01-p.md"][0], "No picture.")
    assert made(net) == {}
    assert list((tmp_path / "cache/media").iterdir()) == []


def test_a_picture_that_was_spoilt_in_the_cache_is_made_again(tmp_path: Path) -> None:
    """The cache is checked, not trusted."""
    net = network(tmp_path, "![A picture](one.jpg)")
    net.file(f"{FOLDER}/one.jpg", noted(1200, 600, "JPEG"))
    before = made(net)
    for path in (tmp_path / "cache/media").iterdir():
        path.write_bytes(b"spoilt")
    for path in (tmp_path / "site/public/media").iterdir():
        path.unlink()
    assert made(net) == before
