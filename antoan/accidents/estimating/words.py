"""The estimate in Vietnamese: what was assumed, and why nothing is said where the lists do not bear it."""

from __future__ import annotations

from antoan.accidents.estimating.lists import Lists


def number(value: float, places: int = 0) -> str:
    """As an office writes it: 1.234,5."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def assumptions(lists: Lists, reported: tuple[float, float]) -> list[str]:
    """What must be true for the figures to hold, most fragile first."""
    low, high = reported
    span = f"từ 1/{number(1 / low)} đến {number(high)}"
    said = []
    if len(lists.sources) == 2:
        said.append(
            "Hai nguồn không cho biết chúng có phụ thuộc nhau không. Ước lượng chính coi chúng độc lập (tỷ số chênh bằng 1); "
            f"khoảng báo cáo tính với tỷ số chênh {span}. Nếu người có ở nguồn này dễ có ở nguồn kia hơn, số thật lớn hơn."
        )
    else:
        said.append(
            "Các mô hình log-tuyến tính cho phép từng cặp nguồn phụ thuộc nhau; phần phụ thuộc của tất cả các nguồn cùng lúc "
            f"không đo được. Khoảng báo cáo tính với phần ấy làm số chưa thấy nhân {span}."
        )
    if len(lists.sources) == 4:
        said.append(
            "Bốn nguồn cùng phụ thuộc có thể cho một con số vừa sai vừa có vẻ chắc chắn (Cormack và cộng sự, 2000); hãy đối "
            "chiếu với hiểu biết tại chỗ trước khi dùng."
        )
    said += [
        "Trong thời gian đang xét không có ai vào hay ra khỏi nhóm người cần đếm: mọi nguồn nói về cùng một kỳ, cùng một địa bàn.",
        "Mỗi người trong một nguồn đúng là người cần đếm (đúng là tai nạn lao động), và chỉ được ghi một lần trong nguồn ấy.",
        "Trong một nhóm, ai cũng có cơ hội được nguồn ấy ghi như nhau. Nếu ca nặng dễ được ghi ở mọi nguồn hơn thì số thật lớn "
        "hơn; hãy chia nhóm bằng --by (ngành, địa bàn, mức độ) rồi cộng lại.",
    ]
    if lists.links.are_perfect:
        said.append(
            "Việc nối người giữa các nguồn được coi là không sai. Nếu biết tỷ lệ sai, hãy ghi --link-precision và --link-recall."
        )
    else:
        said.append(
            f"Trong các mối nối đã làm, {number(100 * lists.links.precision, 1)} % là đúng và tìm được "
            f"{number(100 * lists.links.recall, 1)} % các mối nối thật; sai số ấy đã tính vào mọi khoảng từ mục nối nguồn trở đi."
        )
    return said


def empty_source(name: str) -> str:
    return f"Nguồn “{name}” không có ai. Cần số liệu thật của nguồn ấy, hoặc bỏ cột này đi."


def nobody_twice(lists: Lists) -> str:
    return (
        f"Không ai có ở hai nguồn trở lên (cả thảy {number(lists.observed)} người), nên không biết các nguồn bỏ sót bao nhiêu. "
        "Cần kiểm tra việc nối người giữa các nguồn, hoặc lấy kỳ dài hơn, địa bàn rộng hơn để có người trùng."
    )


def too_few(lists: Lists, observed: int) -> str:
    return f"Chỉ có {number(lists.observed)} người, quá ít để ước lượng; cần ít nhất {observed}. Hãy lấy kỳ dài hơn hoặc địa bàn rộng hơn."


def too_little_overlap(twice: int, needed: int) -> str:
    return (
        f"Chỉ có {twice} người có ở hai nguồn trở lên, quá ít để ước lượng; cần ít nhất {needed}. "
        "Hãy lấy kỳ dài hơn, địa bàn rộng hơn, hoặc kiểm tra việc nối người."
    )


def unbounded(names: list[str]) -> str:
    return (
        f"Số liệu quá thưa: mô hình khớp tốt gần như nhất ({'; '.join(names)}) không cho con số hữu hạn nào, nên con số của các mô "
        "hình khác chỉ có vẻ chắc chắn. Cần thêm một nguồn độc lập hơn, kỳ dài hơn, hoặc gộp hai nguồn gần nhau."
    )


def none_speaks() -> str:
    return "Không mô hình nào ước lượng được: các tổ hợp nguồn quá thưa. Cần kỳ dài hơn, địa bàn rộng hơn, hoặc gộp hai nguồn gần nhau."


def models_disagree(least: float, most: float) -> str:
    return (
        f"Các mô hình khớp tốt như nhau nói quá khác nhau: từ {number(least)} đến {number(most)} người. Chọn một con số trong đó là "
        "tùy tiện. Cần thêm một nguồn, hoặc chia nhóm cho đồng đều hơn."
    )


def nothing_to_bound() -> str:
    return "Khoảng báo cáo không có cận trên hữu hạn. Cần nhiều người trùng giữa các nguồn hơn."
