"""YAML that remembers on which line each thing stands, so that a fault in a declared file is named with its place."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

Faults = list[tuple[int, str]]  # (line, what is wrong)


class Block(dict):
    """A mapping that remembers on which line it and each of its keys stand."""

    file: str = ""
    line: int
    lines: dict[Any, int]


class _Reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A key written twice and a day that does not exist are faults."""

    faults: Faults

    def block(self, node: yaml.MappingNode) -> Block:
        made = Block()
        made.line, made.lines = node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, Hashable):
                self.faults.append((line, "khóa phải là một từ"))
                continue
            if key in made:
                self.faults.append((line, f"khóa “{key}” ghi hai lần (lần trước ở dòng {made.lines[key]})"))
            made[key], made.lines[key] = self.construct_object(value_node, deep=True), line
        return made

    def day(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            self.faults.append((node.start_mark.line + 1, f"không có ngày {node.value}"))
            return None


_Reader.add_constructor("tag:yaml.org,2002:map", _Reader.block)
_Reader.add_constructor("tag:yaml.org,2002:timestamp", _Reader.day)


def read(path: Path) -> tuple[Any, Faults]:
    """What the file holds (its mappings are `Block`s) and what is wrong with it; None where it cannot be read."""
    try:
        reader = _Reader(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        return None, [(1, f"không đọc được tệp ({problem})")]
    except yaml.YAMLError as problem:
        return None, [_told(problem)]
    reader.faults = []
    try:
        return reader.get_single_data(), reader.faults
    except yaml.YAMLError as problem:
        return None, [*reader.faults, _told(problem)]
    finally:
        reader.dispose()


def _told(problem: yaml.YAMLError) -> tuple[int, str]:
    mark = getattr(problem, "problem_mark", None)
    said = str(getattr(problem, "problem", None) or problem).splitlines()[0]
    return (mark.line + 1 if mark else 1), f"không phải YAML: {said}"
