"""The two commands of the repository, ./run and ./test, and the tools behind them, tried as a stranger would."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    loader = SourceFileLoader(f"tools_{name.removesuffix('.py')}", str(ROOT / "tools" / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "tools"))
    return module


environment = tool("environment.py")
checks = tool("checks.py")
check_docs = tool("check_docs")


def strangers_shell(**extra: str) -> dict[str, str]:
    """The variables of somebody who has just cloned; where packages come from stays the machine's business."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    kept |= {name: os.environ[name] for name in ("HTTPS_PROXY", "https_proxy", "NO_PROXY") if name in os.environ}
    return kept | {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"} | extra


def call(command: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command, *arguments],
        env=strangers_shell(**extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A fresh copy of the repository in a folder whose name has blanks and Vietnamese letters, open to everybody."""
    parent = Path(tempfile.mkdtemp(prefix="antoan-scripts-", dir="/tmp"))
    parent.chmod(0o755)
    copy = parent / "Tài liệu của tôi"
    left_out = shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=left_out)
    yield copy
    subprocess.run(["chmod", "-R", "u+w", parent], check=True)
    shutil.rmtree(parent)


@pytest.fixture
def old_python(tmp_path: Path) -> Path:
    """A python3 that says that it is 3.9."""
    fake = tmp_path / "python3"
    fake.write_text("#!/bin/sh\necho 3.9\n")
    fake.chmod(0o755)
    for name in ("python3.11", "python3.12", "python3.13"):
        (tmp_path / name).symlink_to("python3")
    return tmp_path


@pytest.mark.parametrize("command", ["run", "test", ".ci/run"])
def test_an_old_python_is_told_in_one_line(command, old_python):
    answer = call(ROOT / command, PATH=f"{old_python}:/usr/bin:/bin")
    assert answer.returncode == 2
    assert "Python 3.11, 3.12 hoặc 3.13; máy này chỉ có Python 3.9" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not answer.stdout


def test_a_machine_without_python_is_told_in_one_line(tmp_path):
    for name in ("sh", "readlink", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    answer = call(ROOT / "run", PATH=str(tmp_path))
    assert answer.returncode == 2
    assert "máy này chưa có Python" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_folders_that_cannot_be_written_are_told_in_one_line(checkout):
    subprocess.run(["chmod", "-R", "a-w,a+rX", checkout], check=True)
    answer = subprocess.run(
        [checkout / "run"],
        env=strangers_shell(ANTOAN_HOME="/proc/antoan"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user="nobody" if os.geteuid() == 0 else None,  # root may write anywhere
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith("Không ghi được vào")
    assert "ANTOAN_HOME" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_without_a_network_the_installation_says_so_and_the_next_start_tries_again(checkout):
    offline = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "1",
        "PIP_FIND_LINKS": "",
        "PIP_EXTRA_INDEX_URL": "",
    }
    for _ in range(2):
        answer = call(checkout / "run", **offline)
        assert answer.returncode == 2
        assert "Không tải được thư viện. Hãy kiểm tra mạng" in answer.stderr.splitlines()[-1]
        assert "Traceback" not in answer.stderr


@contextmanager
def running(checkout: Path, port: int, *arguments: str) -> Iterator[list[str]]:
    """`./run` on a port, answering; yields what it printed until then. Ctrl-C ends it, and it must end well."""
    log = checkout.parent / "log"
    with (
        log.open("w") as file,
        subprocess.Popen(
            [checkout / "run", "--port", str(port), *arguments],
            env=strangers_shell(),
            cwd=checkout.parent,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            preexec_fn=attend_to_ctrl_c,
        ) as server,
    ):
        try:
            deadline = time.monotonic() + 300
            while not answers(port):
                assert time.monotonic() < deadline, log.read_text()
                with suppress(subprocess.TimeoutExpired):
                    server.wait(timeout=0.2)
                    raise AssertionError(log.read_text())
            yield log.read_text().splitlines()
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
            code = server.wait(timeout=30)
        assert code == 0, log.read_text()


def attend_to_ctrl_c() -> None:
    """A shell makes its background jobs deaf to Ctrl-C, and their children inherit it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return page.status == 200
    except urllib.error.HTTPError:
        raise
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_a_fresh_copy_starts_and_starts_again_at_once_and_keeps_its_data(checkout):
    port = free_port()
    with running(checkout, port) as said:
        assert any("Đang cài" in line for line in said)
        assert any(f"http://127.0.0.1:{port}" in line for line in said)

        taken = call(checkout / "run", "--port", str(port))
        assert taken.returncode == 2
        assert f"Cổng {port} đang có chương trình khác dùng" in taken.stderr
        assert len(taken.stderr.splitlines()) == 1

    def plans() -> list[dict[str, object]]:
        listed = call(checkout / ".venv/bin/antoan", "plan", "list", "--json", ANTOAN_HOME=str(checkout / "var"))
        assert listed.returncode == 0, listed.stderr
        return json.loads(listed.stdout)

    before = plans()
    assert before, "the demonstration brings a plan"

    begun = time.monotonic()
    with running(checkout, port) as said:
        assert time.monotonic() - begun < 10  # seconds; promised are few, and a test machine is busy
        assert not any("Đang cài" in line for line in said)
    assert plans() == before

    asked = call(checkout / "run", "--reset", "--port", str(port))
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    assert (checkout / "var" / "antoan.sqlite3").exists()


def test_an_environment_is_made_anew_when_the_lock_the_python_or_the_place_changed(tmp_path):
    root = tmp_path / "checkout"
    (root / "requirements").mkdir(parents=True)
    lock = root / "requirements" / "run.txt"
    lock.write_text("click==1\n")
    folder = root / ".venv"
    library = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    library.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(sys.executable)
    assert not environment.is_current(folder, "run", root)

    environment.stamp(folder, "run").write_text(environment.fingerprint("run", root))
    assert environment.is_current(folder, "run", root)

    lock.write_text("click==2\n")
    assert not environment.is_current(folder, "run", root)

    lock.write_text("click==1\n")
    moved = root.rename(tmp_path / "moved")
    assert not environment.is_current(moved / ".venv", "run", moved)


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        ("WARNING: Retrying … NewConnectionError(…)\nERROR: No matching distribution found for click", "kiểm tra mạng"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "không khớp mã kiểm tra"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "hết chỗ"),
        ("ERROR: Something new", "Something new"),
    ],
)
def test_a_failed_installation_is_explained_in_one_line(log, reason, tmp_path):
    file = tmp_path / "install.log"
    file.write_text(log)
    assert reason in environment.explain(file)
    assert "\n" not in environment.explain(file)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text()
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", text, re.MULTILINE))


def test_the_locks_hold_hashes_and_no_address():
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert not re.search(r"://|^(--|-i |-f )|^#| @ ", text, re.MULTILINE)
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in block, block


def test_the_locks_hold_what_is_asked_for_and_developing_adds_to_running():
    run, dev = pins("run.txt"), pins("dev.txt")
    assert run.items() <= dev.items()
    for name, locked in (("run.in", run), ("dev.in", dev)):
        asked = re.findall(r"^([A-Za-z0-9][\w.-]*)", (ROOT / "requirements" / name).read_text(), re.MULTILINE)
        assert {each.lower().replace("_", "-") for each in asked} <= locked.keys()


def test_the_pip_that_we_carry_is_small_and_has_its_licence():
    (wheel,) = (ROOT / "vendor").glob("pip-*.whl")
    assert wheel.stat().st_size < 2 * 1024 * 1024
    assert "Permission is hereby granted" in (ROOT / "vendor" / "LICENSE-pip.txt").read_text()


def test_a_system_package_that_cannot_be_had_is_named_with_its_remedy(monkeypatch):
    monkeypatch.setattr(checks, "NEEDED", {"postgresql": lambda: True, "chromium": lambda: None})
    monkeypatch.setattr(checks.shutil, "which", lambda _: None)
    outcome = checks.install_system_packages()
    assert outcome.failed == 1
    assert outcome.notes == ["missing: sudo apt-get install chromium"]


REPORT = """<testsuites><testsuite><testcase classname="a" name="good"/><testcase classname="a" name="bad"><failure/></testcase>
<testcase classname="a" name="broken"><error/></testcase><testcase classname="a" name="left"><skipped/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted_and_in_ci_a_skip_is_a_failure(tmp_path, monkeypatch):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    monkeypatch.delenv("CI", raising=False)
    assert checks.read_report(report, 1).counts == "1 passed, 2 failed, 1 skipped"
    monkeypatch.setenv("CI", "true")
    assert checks.read_report(report, 1).counts == "1 passed, 3 failed"


def test_a_run_that_ends_badly_is_never_counted_as_good(tmp_path):
    report = tmp_path / "report.xml"
    assert checks.read_report(report, 0).counts == "0 passed, 1 failed"
    report.write_text("<testsuites/>")
    assert checks.read_report(report, 5).counts == "0 passed, 1 failed"
    report.write_text('<testsuites><testcase name="good"/></testsuites>')
    assert checks.read_report(report, 3).counts == "1 passed, 1 failed"


def test_the_summary_goes_on_after_a_failure_and_ends_with_the_counts_alone(capsys):
    steps = [
        ("one", lambda _: checks.Outcome(failed=1, output="5 passed, 0 failed\nthe reason")),
        ("two", lambda _: checks.Outcome(passed=7)),
    ]
    assert checks.run_steps(steps, None, checks.Outcome(passed=1)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "8 passed, 1 failed"
    assert [line for line in lines if re.fullmatch(r"\d+ passed, \d+ failed(, \d+ skipped)?", line)] == lines[-1:]
    assert any("the reason" in line for line in lines)


@pytest.mark.slow
def test_the_cluster_for_the_tests_leaves_nothing_behind():
    with checks.postgres() as url:
        folder = Path(url.split("@", 1)[1].rsplit("/", 1)[0].replace("%2F", "/"))
        assert (folder / ".s.PGSQL.5432").is_socket()
    assert not folder.exists()


def test_a_page_that_names_what_does_not_exist_is_caught(tmp_path, monkeypatch):
    from antoan.cli.main import cli

    page = tmp_path / "page.md"
    page.write_text(
        "# Đầu trang\n[good](#đầu-trang) [bad](gone.md) [worse](#nowhere)\n"
        "`antoan plan parse FILE --json` `antoan plan dance` `antoan serve --quietly`\n",
    )
    monkeypatch.setattr(check_docs, "ROOT", tmp_path)
    assert list(check_docs.broken_links(page)) == [
        "page.md: the link gone.md leads nowhere",
        "page.md: #nowhere has no such heading",
    ]
    assert list(check_docs.wrong_calls(page, cli)) == [
        "page.md: `antoan plan dance` is no command",
        "page.md: `antoan serve` has no option --quietly",
    ]
