"""Names of bodies: where one ends and the next begins."""

from __future__ import annotations

import pytest

from antoan.plans.proposing.bodies import each_named, read_bodies, read_cell, read_heading
from antoan.plans.proposing.tests.names import BODIES, DEEDS


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        (
            "Các cấp ủy, chính quyền, Mặt Trận tổ quốc và các tổ chức chính trị-xã hội huyện tổ chức học tập",
            ["Các cấp ủy", "chính quyền", "Mặt Trận tổ quốc", "các tổ chức chính trị-xã hội huyện"],
        ),
        ("Các Đảng uỷ xã căn cứ tình hình địa phương, xây dựng kế hoạch", ["Các Đảng uỷ xã"]),
        ("Ban Tổ chức Tỉnh ủy hướng dẫn kiểm điểm", ["Ban Tổ chức Tỉnh ủy"]),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh triển khai", ["Ban Quản lý dự án đầu tư xây dựng tỉnh"]),
        ("Phòng Cảnh sát giao thông, Công an tỉnh phân luồng", ["Phòng Cảnh sát giao thông", "Công an tỉnh"]),
        ("Thường trực Huyện ủy chỉ đạo", ["Thường trực Huyện ủy"]),
        ("Đồng chí Phó Bí thư Thường trực Huyện ủy chỉ đạo", ["Đồng chí Phó Bí thư Thường trực Huyện ủy"]),
        ("Cục Thi hành án dân sự, Công an tỉnh xử lý", ["Cục Thi hành án dân sự", "Công an tỉnh"]),
        ("Bộ Quốc phòng chỉ đạo các đơn vị", ["Bộ Quốc phòng"]),
        ("Văn phòng HĐND và UBND huyện theo dõi", ["Văn phòng HĐND và UBND huyện"]),
        ("Tòa án nhân dân, Viện kiểm sát nhân dân huyện phối hợp", ["Tòa án nhân dân", "Viện kiểm sát nhân dân huyện"]),
        (
            "LĐLĐ huyện, Hội Nông dân và Đoàn TNCS Hồ Chí Minh vận động",
            ["LĐLĐ huyện", "Hội Nông dân", "Đoàn TNCS Hồ Chí Minh"],
        ),
        (
            "Thủ trưởng các sở, ban, ngành, đoàn thể cấp tỉnh chịu trách nhiệm",
            ["Thủ trưởng các sở, ban, ngành, đoàn thể cấp tỉnh"],
        ),
        (
            "Giám đốc, Thủ trưởng các Sở, ban, ngành Thành phố, Chủ tịch UBND các xã, phường chịu trách nhiệm",
            ["Giám đốc, Thủ trưởng các Sở, ban, ngành Thành phố", "Chủ tịch UBND các xã, phường"],
        ),
        ("UBND các xã được giám sát chuẩn bị báo cáo", ["UBND các xã được giám sát"]),
        ("UBND các xã, phường nơi có công trình tăng cường kiểm tra", ["UBND các xã, phường"]),
        ("Phó Thủ tướng Chính phủ trực tiếp chỉ đạo", ["Phó Thủ tướng Chính phủ"]),
        (
            "Ban tuyên giáo các huyện ủy, thị ủy, đảng ủy trực thuộc tham mưu",
            ["Ban tuyên giáo các huyện ủy, thị ủy, đảng ủy trực thuộc"],
        ),
        ("Phòng Việc làm và Ban Chính sách pháp luật tham mưu", ["Phòng Việc làm", "Ban Chính sách pháp luật"]),
        ("Các ông (bà) trưởng thôn có trách nhiệm", ["Các ông (bà) trưởng thôn"]),
        (
            "UBND các phường: Ba Đình, Hoàn Kiếm và UBND xã Bát Tràng chuẩn bị",
            ["UBND các phường: Ba Đình, Hoàn Kiếm", "UBND xã Bát Tràng"],
        ),
        ("Trung tâm Dịch vụ tổng hợp xã phát thanh nội dung tuyên truyền", ["Trung tâm Dịch vụ tổng hợp xã"]),
        ("Trạm Y tế tập huấn sơ cấp cứu cho 50 người", ["Trạm Y tế"]),
        ("Trạm Y tế phối hợp Phòng Văn hóa - Xã hội đo kiểm", ["Trạm Y tế"]),
        ("Trung tâm Chính trị phường tổ chức hội nghị", ["Trung tâm Chính trị phường"]),
        ("Ban Quản lý tổ chức kiểm tra các chợ", ["Ban Quản lý"]),
        ("Sở Y tế tổ chức hội thảo", ["Sở Y tế"]),
        (
            "Các doanh nghiệp, cơ sở sản xuất trên địa bàn tự kiểm tra",
            ["Các doanh nghiệp, cơ sở sản xuất trên địa bàn"],
        ),
        ("Các chủ đầu tư, nhà thầu thi công chịu trách nhiệm", ["Các chủ đầu tư", "nhà thầu thi công"]),
        (
            "Bà Lê Thị Mười, công chức Văn hóa - Xã hội, tổng hợp số liệu",
            ["Bà Lê Thị Mười, công chức Văn hóa - Xã hội"],
        ),
        ("Trung tâm Dịch vụ tổng hợp xã, các thôn, buôn tổ chức", ["Trung tâm Dịch vụ tổng hợp xã", "các thôn, buôn"]),
    ],
)
def test_a_list_of_bodies_is_parted_at_its_heads_and_ends_before_the_verb(sentence, bodies):
    assert [body.name for body in read_bodies(sentence)[0]] == bodies


@pytest.mark.parametrize(
    "name",
    [
        "Sở Nông nghiệp và Môi trường",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Lao động, thương binh và xã hội",
        "Ban Tuyên giáo và Dân vận Thành ủy",
        "Phòng Văn hóa, Khoa học và Thông tin",
        "Cơ quan Báo và Phát thanh, Truyền hình Hà Nội",
        "Liên hiệp các tổ chức hữu nghị thành phố Hà Nội",
    ],
)
def test_a_name_that_holds_and_or_a_comma_stays_whole(name):
    assert [body.name for body in read_bodies(f"{name} tham mưu ban hành văn bản")[0]] == [name]


@pytest.mark.parametrize("body", BODIES)
def test_a_name_ends_where_a_deed_begins_whatever_the_deed(body):
    read = {deed: [found.name for found in read_bodies(f"{body} {deed}.")[0]] for deed in DEEDS}
    assert {deed: names for deed, names in read.items() if names != [body]} == {}


@pytest.mark.parametrize("body", BODIES)
def test_a_name_is_read_whole_from_a_list_a_heading_and_a_cell(body):
    assert [found.name for found in read_bodies(f"{body} và Công an xã tuần tra.")[0]] == [body, "Công an xã"]
    assert read_heading(f"Trách nhiệm của {body}") == [body]
    assert read_cell(body) == [body]


@pytest.mark.parametrize(
    "words",
    [
        "Phòng ngừa tai nạn",
        "Báo cáo kết quả",
        "Ban hành kế hoạch",
        "Bộ máy quản lý",
        "Hội nghị sơ kết",
        "Tổ chức lễ phát động",
        "Tổ chức hội nghị quán triệt Chỉ thị",
    ],
)
def test_deeds_and_things_are_no_bodies_though_they_begin_alike(words):
    assert read_bodies(words)[0] == []


def test_a_cell_is_a_list_of_names_even_where_a_kind_is_unknown():
    assert read_cell("UBND xã Bát Tràng, các nghệ sỹ, nghệ nhân gốm.") == [
        "UBND xã Bát Tràng",
        "các nghệ sỹ",
        "nghệ nhân gốm",
    ]
    assert read_cell("Sở Y tế; Công an tỉnh") == ["Sở Y tế", "Công an tỉnh"]
    assert read_cell("Nhóm Zalo") == ["Nhóm Zalo"]
    assert read_cell("  ") == []


def test_a_heading_charges_the_body_it_names_and_nobody_where_it_names_a_matter():
    assert read_heading("Đề nghị Ban Tuyên giáo và Dân vận Thành ủy") == ["Ban Tuyên giáo và Dân vận Thành ủy"]
    assert read_heading("Trách nhiệm của Sở Y tế") == ["Sở Y tế"]
    assert read_heading("Sở Xây dựng phối hợp với Sở Y tế trong công tác điều tiết") == ["Sở Xây dựng"]
    assert read_heading("CƠ QUAN CHỈ ĐẠO VÀ TỔ CHỨC THỰC HIỆN") == []
    assert read_heading("Đơn vị chủ trì thực hiện") == []
    assert read_heading("TỔ CHỨC THỰC HIỆN") == []


def test_offices_listed_behind_a_colon_are_told_one_by_one():
    assert each_named(["Giám đốc các Sở: Nội vụ, Nông nghiệp và Môi trường, Xây dựng", "Công an tỉnh"]) == [
        "Giám đốc Sở Nội vụ",
        "Giám đốc Sở Nông nghiệp và Môi trường",
        "Giám đốc Sở Xây dựng",
        "Công an tỉnh",
    ]
