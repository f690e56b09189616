"""What the deeds on the register of workplaces are called in the log that people read."""

from __future__ import annotations

from antoan.accounts import events

DEEDS = {
    "workplaces.workplace.registered": "Ghi cơ sở vào sổ",
    "workplaces.headcounts.reported": "Ghi số lao động của cơ sở",
}


def register() -> None:
    events.names(**DEEDS)
