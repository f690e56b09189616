"""What ./test does: every check of the project in order, one line each, one summary. Only the standard library here.

Exit code 0 when everything passed, 1 when something failed, 2 when there is no environment to check in.
With CI set, a skipped test counts as a failed one: what is promised there is checked there.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from environment import ROOT, CannotPrepare, prepare

# What a person's shell may hold and no check should see.
UNWANTED = ("DATABASE_URL", "ANTOAN_", "DJANGO_", "PYTEST_", "PYTHONPATH", "PYTHONHOME", "PG")
SCRIPTS = "tests/test_scripts.py"
PLAIN_SCRIPTS = (
    "tools/check_docs",
    "tools/make_reference",
    "tools/make_screenshots",
)  # Python whose name does not say so


@dataclass
class Outcome:
    """How one step went. A static check counts as one; a run of pytest as its tests."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)
    output: str = ""

    @property
    def counts(self) -> str:
        parts = [f"{self.passed} passed", f"{self.failed} failed"]
        return ", ".join(parts + ([f"{self.skipped} skipped"] if self.skipped else []))


class Bench:
    """The place where checks run: a scratch folder, a clean environment, and the commands of the virtual environment."""

    def __init__(self, scratch: Path, bin_folder: Path):
        self.scratch = scratch
        self.bin = bin_folder
        self.runs = 0
        self.environment = {
            name: value for name, value in os.environ.items() if not any(name.startswith(each) for each in UNWANTED)
        }
        # Whatever a test leaves behind goes away with the scratch folder; Chromium wants a home that it can write.
        for folder in ("tmp", "home", "static"):
            (scratch / folder).mkdir()
        self.environment |= {
            "TMPDIR": str(scratch / "tmp"),
            "HOME": str(scratch / "home"),
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "PYTHONUTF8": "1",
            "LC_ALL": "C.UTF-8",
        }

    def call(self, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout, its output kept."""
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment | extra,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def static(self, *command: str, **extra: str) -> Outcome:
        """A check that passes or fails as a whole."""
        extra = {"ANTOAN_HOME": str(self.scratch / "static"), **extra}
        run = self.call(str(self.bin / command[0]), *command[1:], **extra)
        return Outcome(passed=int(run.returncode == 0), failed=int(run.returncode != 0), output=run.stdout)

    def pytest(self, *arguments: str, **extra: str) -> Outcome:
        """A run of pytest, counted from its JUnit report."""
        self.runs += 1
        report = self.scratch / f"report-{self.runs}.xml"
        run = self.call(str(self.bin / "python"), "-m", "pytest", "-q", f"--junit-xml={report}", *arguments, **extra)
        outcome = read_report(report, run.returncode)
        outcome.output = run.stdout
        return outcome


def read_report(report: Path, returncode: int) -> Outcome:
    """Count the tests of a JUnit report; a run that ended badly without a failed test is itself a failure."""
    outcome = Outcome()
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))
    except (OSError, ElementTree.ParseError):
        return Outcome(failed=1, notes=["pytest died before it wrote its report"])
    for case in cases:
        name = f"{case.get('classname', '')}::{case.get('name', '')}"
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
            outcome.notes.append(name)
        elif case.find("skipped") is not None:
            if os.environ.get("CI"):
                outcome.failed += 1
                outcome.notes.append(f"{name} (skipped, and CI skips nothing)")
            else:
                outcome.skipped += 1
        else:
            outcome.passed += 1
    if returncode and not outcome.failed:
        outcome.failed += 1
        outcome.notes.append("no test was found" if returncode == 5 else f"pytest ended with code {returncode}")
    return outcome


# --- system packages ---------------------------------------------------------------------------------------------


def initdb() -> Path | None:
    """PostgreSQL's initdb, which Debian keeps out of the PATH; the newest one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1]
    plain = shutil.which("initdb")
    return Path(plain).resolve() if plain else None


def chromium() -> str | None:
    """The browser for the journeys."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def has_fonts() -> bool:
    """Whether Tinos is there, the free twin of Times New Roman in which official documents are set."""
    return subprocess.run(["sh", "-c", "fc-list 2>/dev/null | grep -q Tinos"], check=False).returncode == 0


NEEDED: dict[str, Callable[[], object]] = {
    "postgresql": initdb,
    "chromium": chromium,
    "fonts-croscore": has_fonts,
    "fontconfig": lambda: shutil.which("fc-list"),
}


def install_system_packages() -> Outcome:
    """Install what is missing, as root or by sudo, and judge by what is there afterwards, not by apt's word."""
    missing = [name for name, is_there in NEEDED.items() if not is_there()]
    output = ""
    if missing and shutil.which("apt-get"):
        become = [] if os.geteuid() == 0 else ["sudo", "-n"]
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]  # a new machine may be updating itself
        for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *missing]):
            if become and not shutil.which("sudo"):
                break
            run = subprocess.run(
                [*become, *quiet, *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            output += run.stdout
    still = [name for name in missing if not NEEDED[name]()]
    if still:
        return Outcome(failed=1, notes=[f"missing: sudo apt-get install {' '.join(still)}"], output=output)
    return Outcome(passed=1)


# --- a throw-away PostgreSQL -------------------------------------------------------------------------------------


@contextmanager
def postgres() -> Iterator[str]:
    """A cluster of its own for the length of a run, reached only by a socket in a private folder; yields its URL.

    PostgreSQL refuses to run as root, so root lends it to the account `postgres`, or else `nobody`.
    """
    binaries = initdb()
    if binaries is None:
        raise FileNotFoundError("initdb")
    folder = Path(tempfile.mkdtemp(prefix="antoan-pg-", dir="/tmp"))  # a socket's path must be short
    owner: list[str] = []
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
        shutil.chown(folder, user)
        owner = ["runuser", "-u", user, "--"]
    data = folder / "data"

    def run(tool: str, *arguments: str) -> None:
        subprocess.run(
            [*owner, str(binaries.parent / tool), *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            check=True,
        )

    options = " ".join(
        f"-c {setting}"
        for setting in (
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=100",
        )
    )
    try:
        run("initdb", "-D", str(data), "-U", "antoan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://antoan@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_postgres(bench: Bench) -> Outcome:
    """The whole suite once more on PostgreSQL, with the tests that only it can bear."""
    try:
        with postgres() as url:
            return bench.pytest("-n", "2", "-m", "not browser", f"--ignore={SCRIPTS}", DATABASE_URL=url)
    except (OSError, subprocess.CalledProcessError) as problem:
        return Outcome(failed=1, notes=[f"no PostgreSQL to test with: {problem}"])


# --- the steps ---------------------------------------------------------------------------------------------------

Step = tuple[str, Callable[[Bench], Outcome]]

STATIC: list[Step] = [
    (
        "ruff check",
        lambda bench: bench.static("ruff", "check", "--quiet", "--output-format=concise", ".", *PLAIN_SCRIPTS),
    ),
    ("ruff format", lambda bench: bench.static("ruff", "format", "--check", ".", *PLAIN_SCRIPTS)),
    ("import contracts", lambda bench: bench.static("lint-imports", "--no-logo")),
    (
        "templates",  # the rules of structure (orphan tags, missing alt text); those of taste are left out
        lambda bench: bench.static("djlint", "antoan", "--lint", "--profile=django", "--ignore=H015,H030,H031,H043"),
    ),
    ("types", lambda bench: bench.static("mypy")),
    (
        "migrations",
        lambda bench: bench.static(
            *("python", "-m", "django", "makemigrations", "--check", "--dry-run"),
            DJANGO_SETTINGS_MODULE="antoan.settings_test",
        ),
    ),
]
ALL: list[Step] = [
    *STATIC,
    (
        "tests on SQLite",
        lambda bench: bench.pytest("-n", "2", "-m", "not browser and not postgres", f"--ignore={SCRIPTS}"),
    ),
    ("tests in a browser", lambda bench: bench.pytest("-m", "browser", ANTOAN_CHROMIUM=chromium() or "")),
    ("tests on PostgreSQL", on_postgres),
    ("documentation", lambda bench: bench.static("python", "tools/check_docs")),
    ("scripts", lambda bench: bench.pytest(SCRIPTS)),
]
FAST: list[Step] = [
    *STATIC,
    (
        "tests on SQLite",
        lambda bench: bench.pytest("-n", "2", "-m", "not slow and not browser and not postgres", f"--ignore={SCRIPTS}"),
    ),
]


def run_steps(steps: list[Step], bench: Bench, first: Outcome) -> int:
    """Run the steps to the end whatever happens, and print the summary; its last line is the counts."""
    total = Outcome(first.passed, first.failed)
    notes = [f"system packages: {note}" for note in first.notes]
    for name, check in steps:
        begun = time.monotonic()
        outcome = check(bench)
        seconds = time.monotonic() - begun
        print(f"{'FAIL' if outcome.failed else 'ok  '} {seconds:6.1f} s  {name:<20} {outcome.counts}", flush=True)
        if outcome.failed:
            print(shorten(outcome.output), flush=True)
            notes += [f"{name}: {note}" for note in outcome.notes] or [name]
        total.passed += outcome.passed
        total.failed += outcome.failed
        total.skipped += outcome.skipped
    if notes:
        print("\nFailed:")
        print("\n".join(f"  {note}" for note in notes))
    print(f"\n{total.counts}", flush=True)
    return 1 if total.failed else 0


def shorten(output: str, limit: int = 300) -> str:
    """The end of a failed step's output, where the reason stands, without lines of counts that only the summary gives."""
    lines = [line for line in output.rstrip().splitlines() if not re.fullmatch(r"\d+ passed, \d+ failed.*", line)]
    cut = [f"… {len(lines) - limit} lines before"] if len(lines) > limit else []
    return "\n".join(f"     | {line}" for line in [*cut, *lines[-limit:]])


def stop(signum: int, _frame: object) -> None:
    """End as Ctrl-C does, so that the cluster and the scratch folder are taken away."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Run everything, the inner loop (`fast`), or pytest with the given arguments."""
    for name in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) != signal.SIG_IGN:  # nohup asks to be left alone
            signal.signal(name, stop)
    # A bare PATH lacks the folders of runuser and of the tools that package scripts call.
    os.environ["PATH"] = os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin"
    begun = time.monotonic()
    first = Outcome()
    if not arguments:
        first = install_system_packages()
        print(f"{'FAIL' if first.failed else 'ok  '} {time.monotonic() - begun:6.1f} s  system packages", flush=True)
        if first.failed:
            print(shorten(first.output), flush=True)
    home = os.environ.get("ANTOAN_HOME")
    try:
        bin_folder = prepare("dev", home=Path(home).absolute() if home else None)
    except CannotPrepare as reason:
        print(reason, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="antoan-check-", ignore_cleanup_errors=True) as scratch:
        bench = Bench(Path(scratch), bin_folder)
        if arguments and arguments != ["fast"]:
            return subprocess.run(
                [bin_folder / "python", "-m", "pytest", *arguments],
                cwd=ROOT,
                env=bench.environment,
                check=False,
            ).returncode
        return run_steps(FAST if arguments else ALL, bench, first)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
