"""Readers of foreign formats run in a process of their own: a file that makes one swell or crash takes nothing with it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

MEMORY = 1536 * 1024 * 1024  # bytes of address space
SECONDS = 60
_ROOT = Path(__file__).parents[2]


class Burst(Exception):
    """The reader ran out of memory or time, or crashed."""


def confined(reader: str, *arguments: Any) -> Any:
    """What `reader` ("module:function") returns for these arguments; its own exceptions come through.

    Raises:
        Burst
    """
    try:
        done = subprocess.run(  # noqa: S603  (our own module)
            [sys.executable, "-m", "antoan.core.confined", reader],
            input=pickle.dumps(arguments),
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        is_error, result = pickle.loads(done.stdout)  # noqa: S301  (written by our own process, below)
    except (subprocess.TimeoutExpired, EOFError, pickle.UnpicklingError) as problem:
        raise Burst from problem
    if is_error:
        raise result
    return result


def _main() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    module, _, function = sys.argv[1].partition(":")
    reader = getattr(import_module(module), function)
    arguments = pickle.load(sys.stdin.buffer)  # noqa: S301  (written by our own process, above)
    try:
        answer = (False, reader(*arguments))
    except MemoryError as problem:
        raise SystemExit(1) from problem
    except BaseException as problem:
        answer = (True, problem)
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    _main()
