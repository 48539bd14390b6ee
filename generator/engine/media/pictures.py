"""Pictures and attachments, made anew for publishing: whatever a camera or an office program wrote beside the content stays behind.

A picture is decoded and written again, upright, in a few widths, in the kind that it came in and as WebP; animations stay animations. What can't be
decoded is refused. Everything is kept in the cache by the content of its source, so that it is done once.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.engine.cache.cache import Cache
from generator.engine.media import pdf
from generator.engine.media.step_limit import TooManySteps, steps
from generator.engine.workers.pool import Crew
from generator.model import paths
from generator.network.media import Asset, Medium, Variant
from generator.source.document import Document, digest
from generator.source.files.profile import ProfileFields
from generator.source.markdown.slots import IMAGES

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS: Final = (480, 960, 1600)
"""Pixels: a telephone, a column of text, the same on a fine screen."""
NEARLY: Final = 0.8
"""A width is left out where the picture itself is hardly wider."""
MOST_PIXELS: Final = 50_000_000
"""In one picture: what a good camera makes."""
MOST_FRAME_PIXELS: Final = 200_000_000
"""In all frames of an animation."""
MOST_STEPS: Final = 10_000_000
"""To read one PDF and write it again; a page of text takes some 2,500, a drawn one ten times as many."""
MOST_BYTES: Final = 40 * 1024 * 1024
ORIENTATION: Final = 0x0112
"""The field of EXIF that says how the camera was held."""
TURNS: Final = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""How a picture held so is put upright: Pillow's numbers for flips and turns."""
SIDEWAYS: Final = frozenset({5, 6, 7, 8})
TYPES: Final = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "GIF": ("image/gif", ".gif"),
    "WEBP": ("image/webp", ".webp"),
    "AVIF": ("image/avif", ".avif"),
}
_Source = tuple[bytes, str]


def assets(
    digests: Mapping[str, bytes],
    locations: Mapping[str, str],
    documents: Iterable[Document],
    cache: Cache,
    crew: Crew,
) -> dict[str, Asset]:
    """Every file that is not a record, those that some record points to made ready to be published."""
    wanted = {
        path: digests[path] for path in _pointed_to(documents) if path in digests and _is_made_anew(path)
    }
    known = cache.media.load()
    sources = [
        (each, locations[path])
        for each, path in {each: path for path, each in wanted.items()}.items()
        if each not in known
    ]
    made = dict(known)
    for packed in crew.run(_make, str(cache.media.folder), sources):
        made.update(msgspec.msgpack.decode(packed, type=dict[bytes, Medium]))
    kept = {each: made[each] for each in wanted.values()}
    cache.media.save(kept)
    return {
        path: Asset(each, kept[wanted[path]] if path in wanted else None) for path, each in digests.items()
    }


def _pointed_to(documents: Iterable[Document]) -> Iterable[str]:
    for document in documents:
        yield from (link.target for link in document.links)
        if isinstance(document.fields, ProfileFields) and document.fields.photo:
            yield paths.beside(document.path, document.fields.photo)


def _is_made_anew(path: str) -> bool:
    return posixpath.splitext(path)[1].lower() in IMAGES | {".pdf"}


def _make(folder: str, source: _Source) -> bytes:
    """Make a source's variants in the folder; they are there before anything says so."""
    name, location = source
    return msgspec.msgpack.encode({name: _medium(Path(folder), location)})


class _Refused(Exception):
    """A file that is not published: the code, a sentence, a hint."""


BROKEN_PICTURE: Final = _Refused(
    "broken-picture",
    "This picture can't be read, so it is not published.",
    "open it in a drawing program and save it again as .jpg or .png",
)
BROKEN_ATTACHMENT: Final = _Refused(
    "broken-attachment",
    "This PDF can't be read, so its properties can't be removed.",
    "print it to PDF again",
)
Made = tuple[bytes, tuple[str, str], tuple[int, int]]
"""A file, its type and ending, its width and height."""


def _medium(folder: Path, location: str) -> Medium:
    make, broken = (
        (_document, BROKEN_ATTACHMENT) if location.lower().endswith(".pdf") else (_picture, BROKEN_PICTURE)
    )
    try:
        made = _made(make, _bytes(location), broken)
    except _Refused as refused:
        code, sentence, hint = refused.args
        return Medium(fault=(code, sentence, hint))
    return Medium(tuple(_kept(folder, *each) for each in made))


def _made(make: Callable[[bytes], list[Made]], data: bytes, broken: _Refused) -> list[Made]:
    try:
        return make(data)
    except _Refused:
        raise
    except Exception:  # noqa: BLE001 - decoders raise whatever occurs to them at a broken file
        raise broken from None


def _bytes(location: str) -> bytes:
    data = paths.contents(location, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _Refused(
            "media-too-large", f"This file is larger than {MOST_BYTES // 1024 // 1024} MB.", "save it smaller"
        )
    return data


def _kept(folder: Path, data: bytes, kind: tuple[str, str], size: tuple[int, int]) -> Variant:
    found = digest(data)
    name = f"{found.hex()}{kind[1]}"
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{name}"
    temporary.write_bytes(data)
    temporary.replace(folder / name)
    return Variant(name, kind[0], *size, found)


def _picture(data: bytes) -> list[Made]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # its own limit is for warnings; ours is told as a sentence
    with Image.open(io.BytesIO(data), formats=list(TYPES)) as image:
        pixels = image.width * image.height
        frames = getattr(image, "n_frames", 1) if pixels <= MOST_PIXELS and _kind(image) != "JPEG" else 1
        if pixels > MOST_PIXELS or pixels * frames > MOST_FRAME_PIXELS:
            sentence = f"This picture has {image.width} × {image.height} pixels{f' in {frames} frames' if frames > 1 else ''}, more than can be shown."
            raise _Refused("media-too-large", sentence, f"save it with at most {WIDTHS[-1]} pixels across")
        return [_animation(image)] if frames > 1 else _still(image)


def _kind(image: Image) -> str:
    """What it is written as. Many cameras put a small copy, or how far away things are, behind a JPEG as pictures of their own: these are left behind."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def _still(image: Image) -> list[Made]:
    """Each width in both kinds, upright, with its colour profile and without anything else that came with it."""
    from PIL.Image import Transpose

    kind = _kind(image)
    orientation = image.getexif().get(ORIENTATION, 1)
    across = image.height if orientation in SIDEWAYS else image.width
    scale = min(1, WIDTHS[-1] / across)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    profile = image.info.get("icc_profile") if image.mode not in ("CMYK", "LAB", "YCbCr") else None
    if kind == "JPEG":
        image.draft(None, (size[0] * 2, size[1] * 2))
    pixels = _plain(image, kind)
    if pixels.size != size:
        pixels = pixels.resize(size)
    if orientation in TURNS:
        pixels = pixels.transpose(Transpose(TURNS[orientation]))
    pixels.info = {}
    shown = [
        pixels
        if width == pixels.width
        else pixels.resize((width, max(1, round(pixels.height * width / pixels.width))))
        for width in _widths(pixels.width)
    ]
    lossless = kind in ("PNG", "GIF")
    few = image.mode in ("P", "1", "PA")
    made: list[Made] = []
    for each in ["WEBP", kind] if kind != "WEBP" else [kind]:
        encoded = [
            (_encoded(one, each, profile, lossless=lossless, few=few), TYPES[each], one.size) for one in shown
        ]
        made.extend(
            one
            for place, one in enumerate(encoded)
            if all(len(one[0]) < len(wider[0]) for wider in encoded[place + 1 :])
        )
    return made


def _plain(image: Image, kind: str) -> Image:
    """The pixels in a mode that every encoder takes."""
    image.load()
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("RGB")
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if kind == "JPEG":
        return image if image.mode in ("RGB", "L") else image.convert("RGB")
    return image.convert("RGBA" if transparent else "L" if image.mode in ("1", "L") else "RGB")


def _widths(width: int) -> list[int]:
    most = min(width, WIDTHS[-1])
    return [*(each for each in WIDTHS if each < most * NEARLY), most]


def _encoded(image: Image, kind: str, profile: bytes | None, *, lossless: bool, few: bool) -> bytes:
    """The bytes of a picture. One of `few` colours stays one, as a narrow copy of a diagram would otherwise be larger than the diagram."""
    every: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 82, "optimize": True, "progressive": True},
        "PNG": {"optimize": True},
        "GIF": {},
        "WEBP": {"lossless": lossless, "quality": 80, "method": 4},
        "AVIF": {"quality": 65},
    }
    out = io.BytesIO()
    image = image.quantize(method=2) if few and kind == "PNG" else image
    image.save(
        out, kind, **every[kind], **({"icc_profile": profile} if profile and kind != "GIF" else {}), exif=b""
    )  # a second belt: nothing of it is left in `info`
    return out.getvalue()


def _animation(image: Image) -> Made:
    """An animation as it is, in the kind that it came in: frames, times and repetition, nothing else."""
    from PIL import ImageSequence

    kind = str(image.format)
    frames, times = [], []
    for frame in ImageSequence.Iterator(image):
        times.append(frame.info.get("duration", 100))
        frames.append(frame.convert("RGBA"))
        frames[-1].info = {}
    out = io.BytesIO()
    more = {"disposal": 2} if kind == "GIF" else {}
    frames[0].save(
        out,
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=times,
        loop=image.info.get("loop", 0),
        **more,
    )
    return out.getvalue(), TYPES[kind], image.size


def _document(data: bytes) -> list[Made]:
    """A PDF without its properties, and without anything that runs."""
    try:
        with steps(MOST_STEPS):
            return [(pdf.plain(data), ("application/pdf", ".pdf"), (0, 0))]
    except pdf.Locked:
        raise _Refused(
            "broken-attachment",
            "This PDF is locked, so its properties can't be removed.",
            "save it without a password",
        ) from None
    except TooManySteps:
        raise _Refused(
            "broken-attachment",
            "This PDF is so large or so tangled that its properties can't be removed.",
            "print it to PDF again, or split it",
        ) from None
