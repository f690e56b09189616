"""What reading one file costs, beyond interpreter and imports: `python -m benchmarks.reading_cost FILE` prints CPU seconds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time

from antoan.documents import reading
from antoan.documents.parsing import parse
from antoan.plans import proposing


def cost(file: Path) -> float:
    """CPU seconds of all that `antoan plan parse FILE --json` does with it."""
    begun = process_time()
    parsed = parse(reading.read_file(file))
    text = json.dumps(proposing.as_json(parsed, proposing.propose(parsed)), ensure_ascii=False, indent=1)
    assert text
    return process_time() - begun


if __name__ == "__main__":
    print(json.dumps(cost(Path(sys.argv[1]))))
