from hypothesis import given
from hypothesis import strategies as st

from antoan.documents import difference, writing
from antoan.documents.tests.factories import HEADER, TEXT
from antoan.documents.writing import Part


def content(text, **header):
    return {"header": HEADER | header, **writing.typed(text)}


def changed(before, after, **header):
    return difference.changed(difference.difference(content(before), content(after, **header)))


def test_a_changed_word_is_marked_and_its_neighbours_are_not():
    [change] = changed(TEXT, TEXT.replace("hằng quý", "hằng tháng"))
    assert (change.kind, change.before, change.after) == ("changed", "II.2", "II.2")
    assert [(piece.text, piece.mark) for piece in change.pieces] == [
        ("2. Kiểm tra các công trình xây dựng hằng ", "same"),
        ("quý", "removed"),
        ("tháng", "added"),
        (".", "same"),
    ]


def test_a_new_item_in_the_middle_only_moves_what_follows():
    changes = changed(TEXT, TEXT.replace("2. Kiểm tra", "2. Khám sức khỏe cho người lao động.\n3. Kiểm tra"))
    assert [(change.kind, change.before, change.after) for change in changes] == [
        ("added", None, "II.2"),
        ("moved", "II.2", "II.3"),
    ]


def test_an_item_that_was_moved_and_changed_is_still_the_same_item():
    after = TEXT.replace(
        "2. Kiểm tra các công trình xây dựng hằng quý.",
        "2. Khám sức khỏe.\n3. Kiểm tra các công trình xây dựng mỗi tháng.",
    )
    changes = changed(TEXT, after)
    assert [(change.kind, change.before, change.after) for change in changes] == [
        ("added", None, "II.2"),
        ("changed", "II.2", "II.3"),
    ]


def test_a_removed_part_is_shown_where_it_stood():
    changes = changed(
        TEXT,
        TEXT.replace("I. MỤC ĐÍCH\nGiảm tai nạn lao động chết người, nhất là trong xây dựng và khai thác đá.\n", ""),
    )
    assert ("removed", "I") in [(change.kind, change.before) for change in changes]


def test_recipients_and_signer_are_compared_as_well():
    changes = changed(TEXT, TEXT, recipients=["UBND các xã", "Lưu: VT"], name="Chamaléa Thị Hương")
    assert [(change.kind, change.after) for change in changes] == [("changed", "Nơi nhận"), ("changed", "Người ký")]


def test_equal_versions_differ_in_nothing():
    assert changed(TEXT, TEXT) == []


words = st.sampled_from("kiểm tra công trình xây dựng hằng quý tháng xã huyện, 30/6/2026. (b) mới".split())
texts = st.lists(st.lists(words, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=3)
documents = st.lists(st.tuples(st.sampled_from(["I", "I.1", "I.2", "II", "II.1", "II.1.a"]), texts), max_size=8).map(
    lambda rows: [Part(path, (f"{path.rsplit('.', 1)[-1]}. {lines[0]}", *lines[1:]), label=f"{path.rsplit('.', 1)[-1]}.")
                  for path, lines in rows]
)  # fmt: skip


@given(documents, documents)
def test_applying_what_is_shown_to_the_old_version_gives_the_new_one(before, after):
    changes = difference.align(before, after)
    assert difference.told(changes, side="before") == [(part.path, part.text) for part in before]
    assert difference.told(changes, side="after") == [(part.path, part.text) for part in after]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_marked_words_hold_both_texts_whole(before, after):
    pieces = difference.pieces(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark != "added") == before
    assert "".join(piece.text for piece in pieces if piece.mark != "removed") == after
