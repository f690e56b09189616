"""Link two made-up lists and tell what it cost and how well it went, as JSON. Called by bench_linkage in a process of its own."""

from __future__ import annotations

import csv
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from antoan.accidents.linkage import link, population
from antoan.accidents.linkage.reading import read_list

ERRORS = {"light": population.LIGHT, "usual": population.USUAL, "heavy": population.HEAVY}


def main(rows: int, overlap: float, errors: str, columns: str, seed: int) -> None:
    one, other, truth = population.Population(seed).lists(rows, rows, round(rows * overlap), ERRORS[errors])
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "a.csv", Path(folder) / "b.csv"]
        for file, people in zip(files, (one, other), strict=True):
            with file.open("w", encoding="utf-8", newline="") as opened:
                writer = csv.DictWriter(opened, columns.split(","), extrasaction="ignore")
                writer.writeheader()
                writer.writerows(people)
        del one, other
        started, worked = time.perf_counter(), time.process_time()
        found = link(*map(read_list, files))
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    pairs = {(pair.left, pair.right) for pair in found.pairs}
    right = len(pairs & set(truth))
    known = {
        "seconds": round(seconds, 1),
        "cpu": round(cpu, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "precision": round(right / max(1, len(pairs)), 4),
        "recall": round(right / max(1, len(truth)), 4),
        "links": len(pairs),
        "true": len(truth),
        "uncertain": len(found.uncertain),
        "threshold": found.threshold,
        "expected_in_both": found.expected_in_both,
        "candidates": found.candidates,
    }
    print(json.dumps(known))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
