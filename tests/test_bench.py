"""`antoan bench`: what it prints and how it ends; the world it measures in is a valid one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from antoan.cli.bench import bench as command
from antoan.documents import reading
from antoan.documents.parsing import parse
from antoan.plans import proposing
from benchmarks import bench_duties, bench_pages, bench_parse, bench_wire
from benchmarks.bench import ROOT, Bench, Measure, p95
from benchmarks.bench_parse import long_plan

SMALL = 0.001  # one province


@pytest.fixture(scope="module")
def small() -> Iterator[Bench]:
    with Bench(scale=SMALL, requests=2, reports=1) as bench:
        bench.__dict__["places"] = [bench.sqlite]  # PostgreSQL is measured by whoever asks for it
        yield bench


@pytest.fixture
def canned(monkeypatch):
    """Make `antoan bench parse` find a measure with this ratio instead of taking one."""

    def put(ratio: float) -> None:
        measure = Measure("parse.reference", ratio, 1.0, "0,25 giây CPU", 5)
        monkeypatch.setattr(bench_parse, "run", lambda bench: iter([measure]))

    return put


def test_the_measures_are_printed_as_a_list(canned):
    canned(0.06251)
    done = CliRunner().invoke(command, ["parse", "--json"])
    assert json.loads(done.stdout) == [
        {"name": "parse.reference", "ratio": 0.063, "limit": 1.0, "baseline": "0,25 giây CPU", "n": 5}
    ]
    assert done.exit_code == 0


def test_a_ratio_over_its_limit_ends_with_code_1(canned):
    canned(1.2)
    done = CliRunner().invoke(command, ["parse"])
    assert "parse.reference: 1.200 × 0,25 giây CPU (giới hạn 1), n = 5" in done.stdout
    assert done.exit_code == 1


def test_an_unknown_measure_is_refused_with_the_known_ones():
    done = CliRunner().invoke(command, ["khong-co"])
    assert done.exit_code == 2
    assert all(f.stem.removeprefix("bench_") in done.stderr for f in (ROOT / "benchmarks").glob("bench_*.py"))


def test_a_scale_of_nothing_is_refused():
    assert CliRunner().invoke(command, ["--scale", "0"]).exit_code == 2


def test_p95_is_the_time_that_nineteen_of_twenty_do_not_exceed():
    assert p95([*range(1, 20), 1000]) == 1000
    assert p95(range(1, 101)) == 96


def test_twice_the_pages_are_twice_the_tasks(tmp_path):
    def tasks(pages: int) -> int:
        file = tmp_path / f"{pages}.txt"
        file.write_text(long_plan(pages), encoding="utf-8")
        return len(proposing.propose(parse(reading.read_file(file))).tasks)

    assert 1.8 < tasks(20) / tasks(10) < 2.2


@pytest.mark.slow
def test_the_world_of_the_measures_keeps_its_rules(small):
    world = small.world(small.sqlite)
    assert world["counts"]["plans.plan"] == 3
    assert world["counts"]["plans.task"] == 300
    antoan = [sys.executable, "-c", "from antoan.cli.main import main; main()", "audit", "verify", "--json"]
    verdict = subprocess.run(
        antoan, cwd=ROOT, env=small.sqlite.environment, capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(verdict)["broken_at"] is None


@pytest.mark.slow
def test_every_page_is_measured_against_the_empty_one(small):
    found = {measure.name: measure for measure in bench_pages.run(small)}
    assert {"pages.home.sqlite", "pages.plan.sqlite", "pages.matrix.sqlite", "pages.leader.sqlite"} <= found.keys()
    assert all(measure.ratio > 0 for measure in found.values())
    assert "quy mô 0,001" in found["pages.home.sqlite"].baseline


@pytest.mark.slow
def test_a_change_of_law_reaches_every_duty_though_the_first_run_was_killed_half_way(small):
    found = {measure.name: measure for measure in bench_duties.run(small)}
    assert {"law.lookup", "duties.recompute.sqlite", "duties.home.sqlite"} <= found.keys()
    assert found["duties.resumed_faults.sqlite"].ratio == 0
    assert found["duties.recompute.sqlite"].n == 4000


@pytest.mark.slow
def test_pages_stay_within_their_bytes(small):
    measures = list(bench_wire.run(small))
    assert {"wire.first", "wire.home", "wire.matrix", "wire.leader"} <= {measure.name for measure in measures}
    assert [str(measure) for measure in measures if measure.is_over] == []


@pytest.mark.slow
def test_three_writers_lose_nothing(small):
    found = small.sqlite.run("writers", small.world(small.sqlite)["part"], 3, 2)
    assert (found["together"]["failed"], found["together"]["lost"], found["broken_at"]) == (0, 0, None)


@pytest.mark.slow
def test_a_report_is_set_whole_and_by_the_engine_alone(small):
    small.world(small.sqlite)
    assert small.sqlite.run("papers", "whole", 1) > 0
    assert small.sqlite.run("papers", "engine", 1) > 0
