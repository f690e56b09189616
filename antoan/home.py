"""The home of an installation: the one folder that holds its database, files and secret. No Django here."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The folder named by ANTOAN_HOME, by default ./var. It is not made here."""
    return Path(os.environ.get("ANTOAN_HOME") or "var").absolute()


def secret_key() -> str:
    """The installation's secret: SECRET_KEY of the environment, else a file that only its owner can read."""
    if given := os.environ.get("ANTOAN_SECRET_KEY"):
        return given
    path = home() / "secret_key"
    if not path.exists():
        home().mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # the first of two that start at once wins, and both read the same key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
