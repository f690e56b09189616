"""Cells that would compute when the workbook is opened."""

import io
import zipfile

import pytest

from antoan.plans import sheets
from antoan.plans.tests.factories import make_plan, make_task


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "{=1+1}"])
def test_a_task_that_reads_like_a_formula_leaves_as_text(world, text):
    plan = make_plan(world.district)
    make_task(plan, text=text, product=text)
    with zipfile.ZipFile(io.BytesIO(sheets.export(plan))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert not any("externalLink" in name for name in book.namelist())
    assert "<f>" not in page
    assert "<hyperlink" not in page
