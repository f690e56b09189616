from antoan.units.matching import Matcher
from antoan.units.tests.factories import IN_JUNE_2024, make_reference_district
import pytest

@pytest.mark.django_db
def test_show():
    w = make_reference_district()
    m = Matcher(w.district, IN_JUNE_2024)
    for t in """UBND huyện
Ủy ban nhân dân huyện
Uỷ ban Nhân dân huyện Bác Ái
MTTQ
Mặt Trận tổ quốc
HĐND
Các Đảng uỷ xã
Đảng ủy các xã
các tổ chức chính trị - xã hội huyện
các tổ chức chính trị-xã hội huyện
Thường trực Hội đồng nhân dân huyện
Ban Tuyên giáo Huyện ủy
Ban Tuyên giáo
Các cấp ủy
chính quyền
chính quyền các cấp
tổ chức đảng
các phòng, ban
Các phòng, ban, MTTQ và các tổ chức chính trị-xã hội huyện
UBND các xã
UBND cấp xã
UBND xã
Đảng ủy xã
Đảng ủy
Đảng ủy xã Phước Bình
Đảng uỷ xã Phước Bính
UBND các xã: Phước Bình, Phước Tân
Đảng ủy các xã Phước Bình, Phước Tân và Phước Hòa
UBND các xã: Phước Bình, Phước Lộc
Ủy ban Mặt trận Tổ quốc Việt Nam huyện
Ủy ban Mặt trận Tổ quốc Việt Nam các cấp
Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện
Tỉnh ủy
Thường trực Tỉnh ủy
Huyện ủy
Ban Thường vụ Huyện ủy
UBND tỉnh
Sở Lao động, thương binh và xã hội
Sở LĐ-TB&XH
Phòng LĐ-TB&XH huyện
Phòng Lao động - Thương binh và Xã hội
Hội LHPN huyện
Đoàn TNCS Hồ Chí Minh huyện
Đoàn Thanh niên
Huyện đoàn
LĐLĐ huyện
Văn phòng Huyện ủy
Thường trực HĐND, UBND huyện
Các TCCSĐ trực thuộc
Các sở, ban, ngành
UBND các xã, phường
các doanh nghiệp
Đ/c Nguyễn Long Biên
Kho bạc Nhà nước""".splitlines():
        r = m.match(t)
        print(t, "=>", r.certain, len(r.units), [str(u) for u in r.units[:3]], "| cand", len(r.candidates), [str(u) for u in r.candidates[:3]])
        print("      ", r.why)
