from antoan.accounts.models import User
from antoan.core.bulk import write_fields


def test_the_fields_named_are_written_to_each_row_and_no_other(db):
    rows = [User.objects.create(username=f"u{n}", full_name=f"Người {n}", phone="1") for n in range(3)]
    for number, row in enumerate(rows):
        row.position, row.is_active, row.phone = f"Chức {number}", number != 1, "2"
    write_fields(rows, ["position", "is_active"])
    stored = User.objects.order_by("pk").values_list("position", "is_active", "phone")
    assert list(stored) == [("Chức 0", True, "1"), ("Chức 1", False, "1"), ("Chức 2", True, "1")]


def test_nothing_to_write_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        write_fields([], ["position"])
