"""A photograph as it may leave the house: the picture, and nothing its camera wrote into the file.

A telephone writes where it was, when, and whose it is. The file that came in stays as it is, for its SHA-256
is the evidence, and stands beside the copy as a fact; what the vendor is given is drawn anew from its pixels,
turned the way it was held. At the way out and not at the way in: a photograph once rewritten could no longer
be held against the telephone it came from.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

#: The longest side of the copy, in pixels: what is read on a screen or on A4, and not the camera's whole.
LONGEST = 1600
_QUALITY = 85


def photo_copy(content: bytes) -> bytes | None:
    """The picture as a JPEG without a word about it; None for what is no picture that can be read."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            seen = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    seen.thumbnail((LONGEST, LONGEST))
    held = io.BytesIO()
    # A new picture of the pixels alone: what the file said besides is not carried over by `save`.
    bare = Image.new("RGB", seen.size)
    bare.paste(seen)
    bare.save(held, "JPEG", quality=_QUALITY)
    return held.getvalue()
