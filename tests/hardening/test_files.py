"""Files that are meant to harm: what is attached never runs, never names a header, never opens to others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antoan.plans.models import Evidence

PAGE = b"<html><script>alert(document.cookie)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
PICTURE_AND_PAGE = b"\x89PNG\r\n\x1a\n" + PAGE


def attach(client, part, name, data):
    file = SimpleUploadedFile(name, data)
    client.post(reverse("plans:assignment", args=[part.pk]), {"text": "Có minh chứng", "evidence": file})
    return Evidence.objects.get()


def opened(client, evidence):
    response = client.get(reverse("plans:evidence", args=[evidence.pk]))
    if response.streaming:
        response.getvalue()
    return response


@pytest.mark.parametrize("data", [PAGE, DRAWING])
def test_a_page_or_drawing_is_only_offered_for_saving(browser, part, data):
    client = browser("Xuân")
    response = opened(client, attach(client, part, "anh.png", data))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("data", [PAGE, DRAWING, PICTURE_AND_PAGE, b"%PDF-1.4\n" + PAGE])
def test_what_is_shown_runs_nothing(browser, part, data):
    client = browser("Xuân")
    response = opened(client, attach(client, part, "anh.png", data))
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "html" not in response["Content-Type"]
    assert "svg" not in response["Content-Type"]


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1.png", 'a"; filename="b.exe', "../../secret_key", "x" * 400])
def test_a_file_name_is_no_header_and_no_path(browser, part, name):
    client = browser("Xuân")
    evidence = attach(client, part, name, b"\x89PNG\r\n\x1a\n")
    response = opened(client, evidence)
    assert "Set-Cookie" not in response.headers
    assert not set("\r\n/\\") & set(response["Content-Disposition"])
    assert len(evidence.name) <= 150


def test_another_commune_does_not_open_the_file(browser, part):
    evidence = attach(browser("Xuân"), part, "anh.png", b"\x89PNG\r\n\x1a\n")
    assert opened(browser("Duyên"), evidence).status_code == 404
