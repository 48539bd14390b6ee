"""Pictures, decoded and encoded anew: upright, in a few widths, in the kind that they came in and as WebP.

Animations stay animations.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from generator.engine.media.encoding import Encoded, Refused

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS: Final = (480, 960, 1600)
"""Pixels: a telephone, a column of text, the same on a fine screen."""
NEARLY: Final = 0.8
"""A width is left out where the picture itself is hardly wider."""
NEARLY_OF_FEW: Final = 0.6
"""The same for one of few colours: two thirds as wide, a screenshot still takes nine tenths of the bytes."""
MAX_PIXELS: Final = 50_000_000
"""Pixels of one picture: what a good camera makes."""
MAX_FRAME_PIXELS: Final = 200_000_000
"""Pixels of all frames of an animation."""
ORIENTATION: Final = 0x0112
"""The field of EXIF that says how the camera was held."""
TURNS: Final = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""Pillow's numbers for the flip or turn that puts a picture of this orientation upright."""
SIDEWAYS: Final = frozenset({5, 6, 7, 8})
TYPES: Final = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "GIF": ("image/gif", ".gif"),
    "WEBP": ("image/webp", ".webp"),
    "AVIF": ("image/avif", ".avif"),
}


def encode(data: bytes) -> list[Encoded]:
    """Return a picture in each width and kind.

    Raises `Refused`, and whatever the decoder raises at a broken file.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # its own limit only warns; ours is told as a sentence
    with Image.open(io.BytesIO(data), formats=list(TYPES)) as image:
        pixels = image.width * image.height
        frames = getattr(image, "n_frames", 1) if pixels <= MAX_PIXELS and _kind(image) != "JPEG" else 1
        if pixels > MAX_PIXELS or pixels * frames > MAX_FRAME_PIXELS:
            in_frames = f" in {frames} frames" if frames > 1 else ""
            raise Refused(
                "media-too-large",
                f"This picture has {image.width} × {image.height} pixels{in_frames}, more than can be shown.",
                f"save it with at most {WIDTHS[-1]} pixels across",
            )
        return [_animation(image)] if frames > 1 else _still(image)


def _kind(image: Image) -> str:
    """Return the kind that a picture is written as.

    Many cameras put a small copy, or a depth map, behind a JPEG as pictures of their own: these stay behind.
    """
    return "JPEG" if image.format == "MPO" else str(image.format)


def _still(image: Image) -> list[Encoded]:
    """Return each width in both kinds, with the colour profile and nothing else that came with it."""
    kind = _kind(image)
    profile = image.info.get("icc_profile") if image.mode not in ("CMYK", "LAB", "YCbCr") else None
    pixels = _upright(image, kind)
    few = image.mode in ("P", "1", "PA")
    untouched = _untouched(image, pixels)
    shown = [
        pixels if width == pixels.width else _narrower(pixels, width, few=few)
        for width in _widths(pixels.width, NEARLY_OF_FEW if few else NEARLY)
    ]
    lossless = kind in ("PNG", "GIF")
    made: list[Encoded] = []
    for each in ["WEBP", kind] if kind != "WEBP" else [kind]:
        widest = untouched if untouched and each == kind else pixels
        encoded = [
            (_encoded(one, each, profile, lossless=lossless, few=few), TYPES[each], one.size)
            for one in [*shown[:-1], widest]
        ]
        made.extend(
            one
            for place, one in enumerate(encoded)
            if all(len(one[0]) < len(wider[0]) for wider in encoded[place + 1 :])
        )
    return made


def _untouched(image: Image, pixels: Image) -> Image | None:
    """Return a picture with a palette as it came, with the colours that it shows and no others.

    None where it has no palette, or a colour that is transparent, or where its pixels had to be changed.
    """
    turned = image.getexif().get(ORIENTATION, 1) in TURNS
    if image.mode != "P" or "transparency" in image.info or turned or image.size != pixels.size:
        return None
    untouched = image.remap_palette([colour for colour, count in enumerate(image.histogram()) if count])
    untouched.info = {}
    return untouched


def _narrower(pixels: Image, width: int, *, few: bool) -> Image:
    """Return a copy of a picture that is as wide as this.

    One of `few` colours stays one: a narrow copy of a diagram would otherwise be larger than the diagram.
    """
    copy = pixels.resize((width, max(1, round(pixels.height * width / pixels.width))))
    return copy.quantize(method=2).convert(copy.mode) if few else copy


def _upright(image: Image, kind: str) -> Image:
    """Return the pixels alone, upright, at most as wide as the widest width."""
    from PIL.Image import Transpose

    orientation = image.getexif().get(ORIENTATION, 1)
    across = image.height if orientation in SIDEWAYS else image.width
    scale = min(1, WIDTHS[-1] / across)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if kind == "JPEG":
        image.draft(None, (size[0] * 2, size[1] * 2))
    pixels = _plain(image, kind)
    if pixels.size != size:
        pixels = pixels.resize(size)
    if orientation in TURNS:
        pixels = pixels.transpose(Transpose(TURNS[orientation]))
    pixels.info = {}
    return pixels


def _plain(image: Image, kind: str) -> Image:
    """Return the pixels in a mode that every encoder takes."""
    image.load()
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("RGB")
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if kind == "JPEG":
        return image if image.mode in ("RGB", "L") else image.convert("RGB")
    return image.convert("RGBA" if transparent else "L" if image.mode in ("1", "L") else "RGB")


def _widths(width: int, nearly: float) -> list[int]:
    most = min(width, WIDTHS[-1])
    return [*(each for each in WIDTHS if each < most * nearly), most]


def _encoded(image: Image, kind: str, profile: bytes | None, *, lossless: bool, few: bool) -> bytes:
    """Return the bytes of a picture; one of `few` colours has a palette, where its kind has palettes."""
    every: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 82, "optimize": True, "progressive": True},
        "PNG": {},  # for readers without WebP; to try harder saves 7 %, and takes four times as long
        "GIF": {},
        "WEBP": {"lossless": lossless, "quality": 80, "method": 4},
        "AVIF": {"quality": 65},
    }
    out = io.BytesIO()
    image = image.quantize(method=2) if few and kind == "PNG" and image.mode != "P" else image
    kept = {"icc_profile": profile} if profile and kind != "GIF" else {}
    image.save(out, kind, **every[kind], **kept, exif=b"")  # empty though nothing of it is left in `info`
    return out.getvalue()


def _animation(image: Image) -> Encoded:
    """Return an animation in the kind that it came in: frames, times and repetition, nothing else."""
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
