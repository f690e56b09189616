"""A form whose field has no source is refused: nobody could say from where its value comes."""

import pytest

from antoan.law import pack
from antoan.law.errors import WrongPack
from antoan.law.loading import load
from antoan.law.rules import RECORDS

HEAD = """\
instruments:
  Luật 1/2000/QH10: {about: Luật thử, valid_from: 2000-01-01, confidence: sure}
rules:
  forms.trial.fields:
    name_vi: Các mục thử
    kind: form
    unit: list
    confidence: likely
    citation: Luật 1/2000/QH10
    values:
      - valid_from: 2000-01-01
        value:
"""


def faults(tmp_path, *fields):
    lines = "".join(f"          - {field}\n" for field in fields)
    (tmp_path / "a.yaml").write_text(HEAD + lines, encoding="utf-8")
    with pytest.raises(WrongPack) as wrong:
        load(tmp_path)
    return [(fault.line, fault.message) for fault in wrong.value.faults]


SOUND = "{code: place, name: Nơi xảy ra, type: text, source: accident.place}"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("{code: cause, name: Nguyên nhân, type: text}", "mục “cause” không ghi nguồn"),
        ("{code: cause, name: Nguyên nhân, type: text, source: ''}", "mục “cause” không ghi nguồn"),
        (
            "{code: cause, name: Nguyên nhân, source: accidnt.cause}",
            "nguồn lạ “accidnt.cause”; hồ sơ gần nhất: accident",
        ),
        ("{code: cause, name: Nguyên nhân, source: asked.cause}", "nguồn lạ “asked.cause”"),
        ("{code: cause, name: Nguyên nhân, type: txt, source: asked}", "kiểu lạ “txt”; gần nhất: text"),
        ("{code: cause, name: Nguyên nhân, sources: asked}", "khóa lạ “sources”"),
        (
            "{code: a, name: A, type: block, source: accident, columns: [{code: b, name: B}]}",
            "mục “b” không ghi nguồn",
        ),
        (
            "{code: a, name: A, type: table, source: accident.rows, columns: [Cột một]}",
            "phải gồm các cặp khóa: giá trị",
        ),
        (
            "{code: a, name: A, type: grid, source: report.rows, across: forms.trial.field}",
            "biểu mẫu lấy từ khóa forms.trial.field không có; gần nhất: forms.trial.fields",
        ),
    ],
)
def test_a_form_whose_field_has_no_source_is_refused_with_file_and_line(tmp_path, field, words):
    found = faults(tmp_path, SOUND, field)
    assert [line for line, message in found if words in message] == [14]


def test_every_field_of_the_shipped_forms_names_a_record_or_a_person():
    def sources(rows):
        for row in rows:
            yield row["source"]
            yield from sources(row.get("columns", ()))

    parts = [
        rule.key for rule in pack.current().rules.values() if rule.key.startswith("forms.") and "." in rule.key[6:]
    ]
    found = [
        source
        for key in parts
        for entry in pack.current().history(key)
        if entry.decides and isinstance(entry.plain, list) and isinstance(entry.plain[0], dict)
        for source in sources(entry.plain)
    ]
    assert len(found) > 200
    assert {source.partition(".")[0] for source in found} <= set(RECORDS)
