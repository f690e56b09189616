"""The product as `antoan serve` runs it, on a free port of this machine, and a reader who asks it for pages."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode, urljoin

from benchmarks.bench import ROOT, Place

START = "from antoan.cli.main import main; main()"


@dataclass(frozen=True)
class Answer:
    """What came over the wire: head and body as sent, the body unpacked, and how long it took."""

    status: int
    sent: int  # bytes, head included
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()


class Reader:
    """A browser's connection, signed in with a session or not at all; it takes gzip as every browser does."""

    def __init__(self, port: int, session: str | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.token = ""
        self.headers = {"Accept-Encoding": "gzip", "Cookie": f"sessionid={session}" if session else ""}

    def get(self, address: str) -> Answer:
        begun = perf_counter()
        self.connection.request("GET", address, headers=self.headers)
        response = self.connection.getresponse()
        body = response.read()
        seconds = perf_counter() - begun
        if found := re.search(r"csrftoken=(\w+)", response.headers.get("Set-Cookie", "")):
            self.token = found[1]
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 19
        if response.status != 200:
            raise RuntimeError(f"{address} answered {response.status}")
        plain = gzip.decompress(body) if response.headers["Content-Encoding"] == "gzip" else body
        return Answer(response.status, head + len(body), plain, seconds)

    def report(self, part: int) -> None:
        """Say by the form of a part's page that something was done: a deed like any other."""
        address = f"/ke-hoach/phan-viec/{part}/"
        page = self.get(address).text
        fields = dict(re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|id)" value="([^"]+)"', page))
        body = urlencode(fields | {"text": "Đã kiểm tra thêm một công trình", "percent": "60"})
        cookie = f"{self.headers['Cookie']}; csrftoken={self.token}"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        self.connection.request("POST", address, body, kind)
        response = self.connection.getresponse()
        response.read()
        if response.status != 302:
            raise RuntimeError(f"the report to {address} was answered {response.status}")


@contextmanager
def serving(place: Place) -> Iterator[int]:
    """Run the server of this place; yields its port once it answers."""
    port = _free_port()
    command = [sys.executable, "-c", START, "serve", "--empty", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=place.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        for line in server.stdout:
            if str(port) in line:  # it says where it can be reached just before it listens
                break
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.communicate()


@contextmanager
def readers(port: int, sessions: dict[str, str]) -> Iterator[dict[str, Reader]]:
    """A reader for each session, and one ("stranger") who has none."""
    made = {"stranger": Reader(port), **{name: Reader(port, session) for name, session in sessions.items()}}
    try:
        yield made
    finally:
        for reader in made.values():
            reader.connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen[str]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            continue
        return
    raise RuntimeError(f"the server ended with code {server.returncode}")


def parts_of(page: str, address: str, reader: Reader) -> dict[str, int]:
    """The bytes of everything that a page draws from the server besides itself, each address once.

    An upper bound of what a browser takes: it may leave away fonts of which the page shows no sign.
    """
    found = re.findall(r'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="([^"#]+)', page)
    sizes: dict[str, int] = {}
    waiting = [urljoin(address, each) for each in found if not each.startswith("data:")]
    while waiting:
        each = waiting.pop()
        if each in sizes:
            continue
        answer = reader.get(each)
        sizes[each] = answer.sent
        if each.endswith(".css"):
            inner = re.findall(r"""url\(["']?([^"')#]+)""", answer.text)
            waiting += [urljoin(each, one) for one in inner if not one.startswith("data:")]
    return sizes
