"""Nothing is lost: the roles of the sentences, together, cover every non-blank character of the body and the tables."""

from __future__ import annotations

from antoan.documents.tree import ParsedDocument
from antoan.plans.proposing.shapes import SentenceRole


def cover(parsed: ParsedDocument, roles: list[SentenceRole]) -> list[SentenceRole]:
    """The roles in order, without overlap. What stands between them is marked as text; marks before a sentence join it."""
    text = parsed.read.text
    size = len(text)
    ends = [(max(0, parsed.body_start), min(size, parsed.body_end))]
    ends += [(max(0, t.start), min(size, t.end)) for t in parsed.tables]
    ends += [(max(0, r.start), min(size, r.end)) for r in roles]
    ends = sorted(span for span in ends if span[0] < span[1])
    wanted: list[tuple[int, int]] = []
    for start, end in ends:
        if wanted and start <= wanted[-1][1]:
            wanted[-1] = wanted[-1][0], max(end, wanted[-1][1])
        else:
            wanted.append((start, end))
    result: list[SentenceRole] = []
    in_order = sorted(roles, key=lambda r: (r.start, -r.end))
    at_role = 0
    for begin, stop in wanted:
        at, path = begin, ""
        while at_role < len(in_order) and in_order[at_role].start < stop:
            role = in_order[at_role]
            at_role += 1
            start, end = max(at, role.start), min(stop, role.end)
            if start >= end:
                continue
            gap = text[at:start]
            if gap.strip():
                if any(c.isalnum() for c in gap):
                    result.append(_trimmed(text, path, at, start, "text"))
                else:
                    start = at + len(gap) - len(gap.lstrip())
            result.append(SentenceRole(role.path, start, end, role.role))
            at, path = end, role.path
        if text[at:stop].strip():
            result.append(_trimmed(text, path, at, stop, "text"))
    return result


def _trimmed(text: str, path: str, start: int, end: int, role: str) -> SentenceRole:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return SentenceRole(path, start + left, start + len(piece.rstrip()), role)
