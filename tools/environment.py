"""Makes the virtual environment that ./run and ./test work in, from a bare Python: no pip, no ensurepip, no root.

`python3 tools/environment.py run|dev` prints the folder of its commands. Only the standard library is used here.
A stamp inside the environment says what was installed, so that a second start has nothing to do.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shlex
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("run", "dev")

LAUNCHER = """#!/bin/sh
'''exec' {python} -X utf8 "$0" "$@"
' '''
import sys

from antoan.cli.main import main

sys.exit(main())
"""
# What a person's pip settings must not change here; where packages come from (index, proxy, certificates) stays theirs.
UNWANTED = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIREMENT", "PIP_CONSTRAINT")
NO_NETWORK = re.compile(
    r"ConnectionError|NewConnection|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution|unreachable|refused"
    r"|Connection (?:broken|aborted|reset)|timed out|Could not fetch URL",
    re.IGNORECASE,
)


class CannotPrepare(Exception):
    """Why there is no environment, as one line that says what to do."""


def prepare(kind: str, *, root: Path = ROOT, home: Path | None = None) -> Path:
    """Bring the environment up to what requirements/<kind>.txt locks, and return its folder of commands.

    It lives in .venv of the checkout or, where that cannot be written, in `home`/venv.

    Raises:
        CannotPrepare: neither folder can be written, or the installation failed (no network, no disk space).
    """
    lock = root / "requirements" / f"{kind}.txt"
    candidates = [root / ".venv", *([home / "venv"] if home else [])]
    for folder in candidates:
        if is_current(folder, kind, root):
            return folder / "bin"
    writable = [each for each in candidates if is_writable(each)]
    if not writable:
        raise CannotPrepare(
            f"Không ghi được vào {root}"
            + (f" và {home}" if home else "")
            + ". Hãy đặt ANTOAN_HOME tới một thư mục ghi được rồi chạy lại."
        )
    folder = writable[0]
    try:
        with locked(folder):
            if not is_current(folder, kind, root):  # another start may have made it while this one waited
                if not works(folder):
                    venv.EnvBuilder(clear=True, symlinks=True, with_pip=False).create(folder)
                install(folder, lock, root)
                add_product(folder, root)
                # dev.txt holds every pin of run.txt, so what is ready for developing is ready for running.
                for ready in KINDS[: KINDS.index(kind) + 1]:
                    stamp(folder, ready).write_text(fingerprint(ready, root), encoding="utf-8")
    except OSError as problem:
        raise CannotPrepare(f"Không tạo được môi trường tại {folder}: {problem.strerror}.") from problem
    return folder / "bin"


def stamp(folder: Path, kind: str) -> Path:
    """The file that says what the environment was last brought to."""
    return folder / f"installed-{kind}"


def fingerprint(kind: str, root: Path) -> str:
    """What an environment depends on: the locked libraries, the Python, and where the checkout lies."""
    lock = hashlib.sha256((root / "requirements" / f"{kind}.txt").read_bytes()).hexdigest()
    return f"{lock} {sys.version_info.major}.{sys.version_info.minor} {root}\n"


def is_current(folder: Path, kind: str, root: Path) -> bool:
    """Whether the environment is there, whole, and made from today's lock."""
    try:
        return works(folder) and stamp(folder, kind).read_text(encoding="utf-8") == fingerprint(kind, root)
    except OSError:
        return False


def works(folder: Path) -> bool:
    """Whether the environment has a Python of this one's version (an upgrade of the system may have taken it away)."""
    library = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    return os.access(folder / "bin" / "python", os.X_OK) and library.is_dir()


def is_writable(folder: Path) -> bool:
    """Whether the folder can be written, or made where it does not exist yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One installation at a time; a second one waits here. The lock is on the folder around, so it leaves no file."""
    handle = os.open(folder.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def install(folder: Path, lock: Path, root: Path) -> None:
    """Install what the lock names, each file checked against its hash, by the pip that lies in vendor/."""
    pip = max((root / "vendor").glob("pip-*.whl"))
    total = len(re.findall(r"^[a-z0-9][^ ]*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    log = folder / "install.log"
    environment = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    environment.setdefault("PIP_DEFAULT_TIMEOUT", "60")  # seconds; lines in the mountains are slow
    command = [
        *(str(folder / "bin" / "python"), "-X", "utf8", f"{pip}/pip", "install", "--no-user", "--no-input"),
        *("--disable-pip-version-check", "--no-warn-script-location", "--progress-bar=off", "--no-color"),
        *("--only-binary=:all:", "--require-hashes", "--no-deps", "-r", str(lock)),
    ]
    say(f"Đang cài {total} thư viện vào {folder} (chỉ lần đầu hoặc khi có thay đổi)…\n")
    with (
        log.open("w", encoding="utf-8") as record,
        subprocess.Popen(
            command,
            env=environment,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as pip_run,
    ):
        done = 0
        for line in pip_run.stdout or ():
            record.write(line)
            if match := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
                done += 1
                progress(f"{done}/{total} {match[1]}")
            elif line.startswith("Installing collected"):
                progress("đang chép vào máy")
    progress("")
    if pip_run.returncode:
        raise CannotPrepare(explain(log))


def explain(log: Path) -> str:
    """The reason of a failed installation in one line, read from pip's log."""
    text = log.read_text(encoding="utf-8")
    if "No space left on device" in text:
        return "Cài đặt không xong vì hết chỗ trên đĩa. Hãy dọn đĩa (cần khoảng 500 MB) rồi chạy lại."
    if "DO NOT MATCH THE HASHES" in text:
        return f"Một thư viện tải về không khớp mã kiểm tra nên đã bị từ chối; chi tiết trong {log}."
    if NO_NETWORK.search(text):
        return f"Không tải được thư viện. Hãy kiểm tra mạng (proxy: HTTPS_PROXY) rồi chạy lại; chi tiết trong {log}."
    errors = [line.removeprefix("ERROR: ") for line in text.splitlines() if line.startswith("ERROR: ")]
    return f"Cài đặt không xong: {errors[-1] if errors else 'pip dừng giữa chừng'}. Chi tiết trong {log}."


def add_product(folder: Path, root: Path) -> None:
    """Make `import antoan` and the command `antoan` work in the environment, from the checkout itself.

    Written by hand rather than by an editable install, which needs a build tool and a checkout that can be written.
    """
    library = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    # An import line, because a plain path would be read in whatever encoding the locale names.
    (library / "antoan-checkout.pth").write_text(f"import sys; sys.path.append({str(root)!a})\n", encoding="ascii")
    command = folder / "bin" / "antoan"
    command.write_text(LAUNCHER.format(python=shlex.quote(str(folder / "bin" / "python"))), encoding="utf-8")
    command.chmod(0o755)


def say(text: str) -> None:
    """A word for the person who waits; the standard output belongs to the result."""
    sys.stderr.write(text)
    sys.stderr.flush()


def progress(text: str) -> None:
    """Overwrite the line of progress, where a person watches."""
    if sys.stderr.isatty():
        say(f"\r\033[K{text}")


def main() -> int:
    """Print the folder of commands of the environment named on the command line."""
    kind, named = sys.argv[1], os.environ.get("ANTOAN_HOME")
    home = Path(named).absolute() if named else None
    try:
        if kind == "run" and home and not is_writable(home):
            raise CannotPrepare(
                f"Không ghi được vào thư mục dữ liệu {home}. Hãy đặt ANTOAN_HOME tới một thư mục ghi được rồi chạy lại."
            )
        print(prepare(kind, home=home))
    except CannotPrepare as reason:
        say(f"{reason}\n")
        return 2
    except KeyboardInterrupt:
        say("\nĐã dừng. Lần chạy sau sẽ cài tiếp.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
