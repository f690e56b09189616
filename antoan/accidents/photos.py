"""Pictures from telephones: turned into JPEG of a sane size, with the place they were taken only where that was allowed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import pillow_heif
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from antoan.accidents.refusals import NotAPhoto, PhotoTooLarge
from antoan.core import files
from antoan.core.models import StoredFile

LIMIT = 30 * 2**20  # bytes of one picture
LARGEST_SIDE = 2400  # pixels: enough to read a machine's plate
_PIXELS = 120_000_000  # beyond, a picture is a bomb

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = _PIXELS


@dataclass(frozen=True)
class Brought:
    """A picture as it came: its bytes, its name, and whether its place may be kept."""

    data: bytes
    name: str
    keeps_place: bool = False


@dataclass(frozen=True)
class Kept:
    file: StoredFile
    name: str
    taken_at: datetime | None
    place: str


def taken(upload: UploadedFile, *, keeps_place: bool = False) -> Brought:
    """The bytes of an upload, its weight looked at first.

    Raises:
        PhotoTooLarge
    """
    name = files.safe_name(upload.name or "anh")
    if (upload.size or 0) > LIMIT:
        raise PhotoTooLarge(name=name, size_mb=round((upload.size or 0) / 2**20), limit_mb=LIMIT >> 20)
    return Brought(upload.read(), name, keeps_place)


def keep(brought: Brought) -> Kept:
    """Store a picture as JPEG, turned upright, without what the camera noted. Runs inside a command.

    Raises:
        PhotoTooLarge, NotAPhoto
    """
    if len(brought.data) > LIMIT:
        raise PhotoTooLarge(name=brought.name, size_mb=round(len(brought.data) / 2**20), limit_mb=LIMIT >> 20)
    try:
        with Image.open(io.BytesIO(brought.data), formats=["JPEG", "PNG", "WEBP", "HEIF"]) as picture:
            notes = picture.getexif()
            taken_at, place = _taken_at(notes), _place(notes) if brought.keeps_place else ""
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPhoto(name=brought.name) from error
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)  # a new file: no note of the camera is carried over
    name = f"{brought.name.rsplit('.', 1)[0][:140]}.jpg"
    return Kept(files.keep(out.getvalue(), name=name, media_type="image/jpeg"), name, taken_at, place)


def _taken_at(notes: Image.Exif) -> datetime | None:
    text = notes.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or notes.get(ExifTags.Base.DateTime)
    try:
        moment = datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 — a camera knows no time zone
    except ValueError:
        return None
    return timezone.make_aware(moment)


def _place(notes: Image.Exif) -> str:
    gps = notes.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        north, east = _degrees(gps[2]), _degrees(gps[4])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    return f"{-north if gps.get(1) == 'S' else north:.5f}, {-east if gps.get(3) == 'W' else east:.5f}"


def _degrees(parts: tuple[float, float, float]) -> float:
    degrees, minutes, seconds = map(float, parts)
    return degrees + minutes / 60 + seconds / 3600
