"""A home with a law of its own: rules on trial, so that a test reads what it promises and no statute."""

from pathlib import Path

import pytest

from antoan.law import pack

TRIAL = """
defaults: {confidence: likely}
instruments:
  Luật 900/2015/QH13: {about: Luật thử, issued: 2015-06-25, valid_from: 2016-07-01}
  Nghị định 901/2016/NĐ-CP: {about: Nghị định thử, issued: 2016-05-15, valid_from: 2016-07-01}
  Nghị định 902/2025/NĐ-CP: {about: Nghị định thử mới, issued: 2025-06-11, valid_from: 2025-07-01, replaces: [Nghị định 901/2016/NĐ-CP]}
questions:
  T-01: {text: Đơn vị phải trả lời trong bao nhiêu ngày?, affects: [trial.answer], settled_by: Công báo của Nghị định 902/2025/NĐ-CP}
  T-02: {text: Ai công bố số liệu của cả nước?, affects: [], settled_by: Thông tư thử}
rules:
  trial.receiver:
    name_vi: Nơi nhận đơn đề nghị thử
    kind: competence
    unit: body
    values:
      - {valid_from: 2016-07-01, citation: {document: Nghị định 901/2016/NĐ-CP, provision: Điều 5}, value: Ủy ban nhân dân cấp huyện}
      - {valid_from: 2025-07-01, citation: {document: Nghị định 902/2025/NĐ-CP, provision: Điều 6}, value: Ủy ban nhân dân cấp xã}
    cases:
      - {day: 2025-06-30, gives: Ủy ban nhân dân cấp huyện}
      - {day: 2016-06-30, gives: not_in_force}
  trial.remedy:
    name_vi: Thời hạn khắc phục thử
    kind: deadline
    unit: working_day
    operator: no_later_than
    starts: nhận được kiến nghị
    by:
      gravity: {minor: nhẹ, grave: nghiêm trọng}
    uses: [trial.receiver]
    values:
      - {valid_from: 2016-07-01, citation: {document: Luật 900/2015/QH13, provision: Điều 8}, value: {minor: 30, grave: 5}}
  trial.answer:
    name_vi: Thời hạn trả lời thử
    kind: deadline
    unit: calendar_day
    operator: no_later_than
    values:
      - {valid_from: 2016-07-01, citation: {document: Nghị định 901/2016/NĐ-CP, provision: Điều 9}, confidence: sure, value: 10}
      - {valid_from: 2025-07-01, citation: {document: Nghị định 902/2025/NĐ-CP}, open: T-01}
  trial.form:
    name_vi: Đơn đề nghị thử
    kind: form
    unit: form
    values:
      - valid_from: 2016-07-01
        citation: {document: Luật 900/2015/QH13, provision: Phụ lục I}
        value: {number: Mẫu số 01, title: Đơn đề nghị, signer: người đề nghị}
  trial.form.fields:
    name_vi: Các mục của đơn đề nghị thử
    kind: form
    unit: list
    values:
      - valid_from: 2016-07-01
        citation: {document: Luật 900/2015/QH13, provision: Phụ lục I}
        value: [{name: Họ và tên, source: người đề nghị}, {name: Nơi ở}]
"""


SHIPPED = pack.SHIPPED


@pytest.fixture
def own_law(tmp_path, monkeypatch):
    """The folder of a home's own law, holding the rules on trial and nothing else: no statute is read.

    Texts laid there are read at the next question.
    """
    folder: Path = tmp_path / "home" / "law"
    folder.mkdir(parents=True)
    (folder / "trial.yaml").write_text(TRIAL, encoding="utf-8")
    (tmp_path / "vn").mkdir()
    monkeypatch.setenv("ANTOAN_HOME", str(folder.parent))
    monkeypatch.setattr(pack, "SHIPPED", tmp_path / "vn")
    monkeypatch.setattr(pack, "LOOK_AGAIN", 0.0)
    pack.refresh()
    yield folder
    monkeypatch.undo()
    pack.refresh()


@pytest.fixture
def whole_law(own_law, monkeypatch):
    """The same folder on top of the law that the product ships."""
    monkeypatch.setattr(pack, "SHIPPED", SHIPPED)
    pack.refresh()
    return own_law
