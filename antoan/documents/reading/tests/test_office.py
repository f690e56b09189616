"""Old DOC and RTF through LibreOffice."""

import io

import docx
import pytest

from antoan.documents import reading
from antoan.documents.reading import office

RTF = rb"{\rtf1\ansi{\pard K\u7871? ho\u7841?ch\par}{\pard h\u7871?t\par}}"


def test_an_old_file_is_read_as_the_docx_that_libreoffice_makes_of_it(monkeypatch, tmp_path):
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.save(tmp_path / "made.docx")
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; cp "{tmp_path}/made.docx" "$2/source.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    found = reading.read(ole)
    assert (found.text, found.media_type) == ("Kế hoạch\n", "application/msword")


def test_the_libreoffice_of_this_machine_reads_rtf_or_is_asked_for():
    if office.find_office() is None:
        with pytest.raises(reading.LegacyDocNeedsLibreOffice):
            reading.read(RTF)
    else:
        assert reading.read(RTF).text.split() == ["Kế", "hoạch", "hết"]


def test_nothing_is_left_behind_by_a_conversion(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    with pytest.raises(reading.ConversionFailed):
        reading.read(RTF)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_docx_of_nothing_is_an_empty_text():
    out = io.BytesIO()
    docx.Document().save(out)
    assert reading.read(out.getvalue()).text == ""
