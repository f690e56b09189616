"""Files that people bring: kept by their content, their type read from the bytes and never from the name."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from antoan.core.models import StoredFile
from antoan.core.refusals import Refusal

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})


class FileTooLarge(Refusal):
    field = "file"
    message = _(
        "Tệp “{name}” nặng {size_mb} MB, vượt giới hạn {limit_mb} MB. Hãy nén ảnh hoặc chia nhỏ tệp rồi gửi lại."
    )


class FileTypeNotAccepted(Refusal):
    field = "file"
    message = _("Tệp “{name}” thuộc loại {media_type}, nơi này chỉ nhận: {accepted}. Hãy chuyển định dạng rồi gửi lại.")


class EmptyUpload(Refusal):
    field = "file"
    message = _("Tệp “{name}” rỗng. Hãy kiểm tra lại tệp trên máy rồi gửi lại.")


def sniff(data: bytes) -> str:
    """The media type that the bytes themselves show; application/octet-stream where they show none."""
    try:
        found = puremagic.from_string(data[:262144], mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if found:
        return found
    try:
        data[:65536].decode("utf-8", "strict" if len(data) <= 65536 else "ignore")
    except UnicodeDecodeError:
        return "application/octet-stream"
    return "text/plain" if b"\0" not in data[:65536] else "application/octet-stream"


def taken(upload: UploadedFile, limit: int) -> bytes:
    """The bytes of an upload, its weight looked at before they are read. `limit` is in bytes.

    Raises:
        FileTooLarge
    """
    size, name = upload.size or 0, upload.name or ""
    if size > limit:
        raise FileTooLarge(name=name, size_mb=round(size / 2**20, 1), limit_mb=limit >> 20)
    return upload.read()


def keep(
    data: bytes,
    *,
    name: str,
    limit: int | None = None,
    accept: frozenset[str] | None = None,
    media_type: str | None = None,
) -> StoredFile:
    """Store the bytes once and return their row. Runs inside a command.

    `limit` is in bytes (by default UPLOAD_LIMIT); `accept` holds media types; `media_type` is given by a reader that
    knows better than the first bytes do.

    Raises:
        EmptyUpload, FileTooLarge, FileTypeNotAccepted
    """
    limit = limit or settings.UPLOAD_LIMIT
    if not data:
        raise EmptyUpload(name=name)
    if len(data) > limit:
        raise FileTooLarge(name=name, size_mb=round(len(data) / 2**20, 1), limit_mb=limit >> 20)
    media_type = media_type or sniff(data)
    if accept and media_type not in accept:
        raise FileTypeNotAccepted(name=name, media_type=media_type, accepted=", ".join(sorted(accept)))
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)  # whole or not at all, also when the power goes
    return StoredFile.objects.get_or_create(sha256=digest, defaults={"size": len(data), "media_type": media_type})[0]


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def load(file: StoredFile) -> bytes:
    return path_of(file.sha256).read_bytes()


def safe_name(name: str) -> str:
    """The name without folders and control characters, at most 150 characters: fit to be shown and offered for saving."""
    return (
        re.sub(r"[\x00-\x1f\x7f\\/:*?\"<>|]+", " ", name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]).strip()[-150:] or "tep"
    )
