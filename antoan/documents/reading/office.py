"""Old DOC and RTF: LibreOffice turns them into DOCX, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from antoan.documents.reading.sniffing import DOC, RTF
from antoan.documents.reading.unreadable import ConversionFailed, LegacyDocNeedsLibreOffice

TIME_LIMIT = 60  # seconds
FORMATS = {DOC: "Word 97-2003 (DOC)", RTF: "RTF"}  # as people know them
_PROGRAMS = ("soffice", "libreoffice")
# The file comes from outside: no macro runs and nothing linked is fetched while it is opened.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def find_office() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def to_docx(data: bytes, media_type: str) -> bytes:
    """The same document as DOCX, made by LibreOffice in a folder and profile of its own.

    Raises:
        LegacyDocNeedsLibreOffice: it is not installed.
        ConversionFailed: it took longer than TIME_LIMIT seconds or gave nothing.
    """
    kind, suffix = FORMATS[media_type], "doc" if media_type == DOC else "rtf"
    program = find_office()
    if program is None:
        raise LegacyDocNeedsLibreOffice(format=kind)
    with tempfile.TemporaryDirectory(prefix="antoan-doc-") as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = home / f"source.{suffix}"
        source.write_bytes(data)
        made = home / "out" / "source.docx"
        command = [
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(made.parent),
            str(source),
        ]
        if not _finished(command, home):
            raise ConversionFailed(format=kind, reason=f"quá {TIME_LIMIT} giây")
        if not made.is_file() or not made.stat().st_size:
            raise ConversionFailed(format=kind, reason="không tạo được tệp DOCX, có thể tệp đã hỏng")
        return made.read_bytes()


def _finished(command: list[str], home: Path) -> bool:
    """Run the command; False where it had to be stopped, with every process that it started."""
    environment = os.environ | {"HOME": str(home)}
    with subprocess.Popen(  # noqa: S603 (a fixed command; only file names that we chose ourselves)
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False
    return True
