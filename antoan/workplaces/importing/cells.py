"""How a cell becomes a value, for every kind of list. A reader raises `Faulty` with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from antoan.core.text import fold, squeeze
from antoan.workplaces import sectors
from antoan.workplaces.importing.kinds import Faulty, Mended, Reader, Setting

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def said(cell: Any) -> str:
    """A cell as people would write it: 12 for 12.0, 20/06/2024 for a day."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def text(limit: int) -> Reader:
    """Words of at most `limit` characters, blanks squeezed."""

    def read(cell: Any, setting: Setting) -> str:
        words = squeeze(said(cell)).replace("\0", "")
        if len(words) > limit:
            raise Faulty("too_long", f"Dài {len(words)} ký tự, tối đa {limit}. Hãy viết gọn lại.")
        return words

    return read


def day(cell: Any, setting: Setting) -> date | Mended:
    """A day: kept as one, written 20/06/2024 or 2024-06-20, Excel's serial number, or a year alone."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    words = said(cell).strip().lstrip("'")
    try:
        if re.fullmatch(r"\d+(\.\d+)?", words):
            return _numbered(float(words), setting)
        if match := re.fullmatch(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})", words):
            return _within(date(int(match[3]), int(match[2]), int(match[1])))
        if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2})", words):
            found = _within(date(2000 + int(match[3]), int(match[2]), int(match[1])))
            return Mended(found, f"“{words}” hiểu là {found:%d/%m/%Y}.")
        if match := re.fullmatch(r"(?:ngày\s*)?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", words.casefold()):
            return _within(date(int(match[3]), int(match[2]), int(match[1])))
        return _within(datetime.fromisoformat(words).date())
    except (ValueError, OverflowError) as error:
        raise Faulty("not_a_day", f"“{words}” không phải là ngày có thật. Hãy ghi như 20/06/2024.") from error


def _numbered(number: float, setting: Setting) -> Mended:
    """A year, or a serial number: days since the eve of 1900 (Excel believes in 29/02/1900), or since 1904."""
    if number.is_integer() and 1900 <= number <= 2199:
        found = date(int(number), 1, 1)
        return Mended(found, f"“{int(number)}” hiểu là năm {int(number)}, ghi ngày {found:%d/%m/%Y}.")
    found = (date(1904, 1, 1) if setting.is_1904 else date(1899, 12, 30)) + timedelta(days=int(number))
    if found.year < 1950:
        raise ValueError(number)
    which = " (lịch 1904)" if setting.is_1904 else ""
    return Mended(_within(found), f"Số {number:g} là ngày {found:%d/%m/%Y} theo cách đếm của Excel{which}.")


def _within(found: date) -> date:
    if not FIRST <= found <= LAST:
        raise Faulty("not_a_day", f"Năm {found.year} không thể đúng. Hãy kiểm tra lại ngày.")
    return found


def past_day(cell: Any, setting: Setting) -> date | Mended:
    """A day that is not after today."""
    found = day(cell, setting)
    value = found.value if isinstance(found, Mended) else found
    if value > setting.today:
        raise Faulty("in_future", f"Ngày {value:%d/%m/%Y} ở sau hôm nay. Hãy kiểm tra lại.")
    return found


def count(cell: Any, setting: Setting) -> int:
    """A whole number of people, hours or đồng: 12, "1.234", "1 234", "12 người"."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = cell
    else:
        words = said(cell).strip()
        match = re.fullmatch(
            r"(-?\d{1,3}(?:[. ,]\d{3})+|-?\d+)(?:\s*(?:người|lao động|lđ|giờ|đồng))?", words.casefold()
        )
        if match is None:
            raise Faulty("not_a_number", f"“{words}” không phải là số nguyên. Hãy ghi chữ số, ví dụ 12.")
        number = int(re.sub(r"[. ,]", "", match[1]))
    if number != int(number):
        raise Faulty("not_a_number", f"{said(cell)} không phải là số nguyên. Hãy làm tròn.")
    if not 0 <= number < 2**31:
        raise Faulty("out_of_bounds", f"{said(cell)} không thể đúng. Hãy kiểm tra lại số.")
    return int(number)


def year(cell: Any, setting: Setting) -> int:
    """A year from 1990 to this one: 2024, "Năm 2024", or a day of it."""
    if isinstance(cell, date):
        found = cell.year
    else:
        match = re.search(r"\b(\d{4})\b", said(cell))
        found = int(match[1]) if match else 0
    if not 1990 <= found <= setting.today.year:
        raise Faulty(
            "not_a_year", f"“{said(cell)}” không phải là năm từ 1990 đến {setting.today.year}. Hãy ghi như 2024."
        )
    return found


_YES = {"x", "co", "1", "yes", "y", "dung", "true", "v", "✓", "✔", "+"}
_NO = {"khong", "0", "no", "n", "sai", "false", "-", "k"}


def yes(cell: Any, setting: Setting) -> bool:
    """A tick: "x" or "có"; "không" or nothing is none."""
    key = fold(said(cell))
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise Faulty("not_yes_or_no", f"“{said(cell)}” không rõ có hay không. Hãy ghi x hoặc để trống.")


def sector(cell: Any, setting: Setting) -> str | Mended:
    """A branch of the economy by code or name; a code that lost its first nought comes back whole."""
    words = said(cell).strip()
    if not isinstance(cell, str) and words.isdecimal():
        readings = [code for code in (words, f"0{words}") if 2 <= len(code) <= 5 and sectors.sector_of(code)]
        if len(words) > 2 and len(readings) > 1:
            names = " hay ".join(f"{code[:2]} {sectors.name_of(code)}" for code in readings)
            raise Faulty("ambiguous_sector", f"Mã {words} có thể là {names}. Hãy ghi mã dạng chữ, đủ số 0 ở đầu.")
        if readings and readings[0] != words:
            return Mended(readings[0], f"Mã ngành {words} thiếu số 0 ở đầu: hiểu là {readings[0]}.")
    found = sectors.recognised(words)
    if not found:
        raise Faulty(
            "unknown_sector",
            f"“{words}” không có trong danh mục ngành (VSIC 2018). Hãy ghi mã hoặc tên ngành, ví dụ 41.",
        )
    return found


def tax_code(cell: Any, setting: Setting) -> str | Mended:
    """A tax code as digits: 10, 12 of a household, 13 of a branch. Noughts that a spreadsheet dropped come back."""
    words = said(cell).strip().lstrip("'")
    digits = re.sub(r"[\s.\-–]", "", words)
    if not digits.isdecimal() or not digits.isascii():
        raise Faulty("not_a_tax_code", f"“{words}” không phải là mã số thuế. Hãy ghi 10, 12 hoặc 13 chữ số, dạng chữ.")
    # A household's code is its head's identity number, which begins with 0: twelve digits without it are a branch's.
    whole = {9: f"0{digits}", 11: f"0{digits}"}.get(len(digits), digits)
    if len(digits) == 12 and digits[0] != "0":
        whole = f"0{digits}"
    if len(whole) not in (10, 12, 13):
        raise Faulty(
            "not_a_tax_code", f"Mã số thuế “{words}” có {len(digits)} chữ số. Mã đúng có 10, 12 hoặc 13 chữ số."
        )
    return whole if whole == digits else Mended(whole, f"Mã số thuế {digits} thiếu số 0 ở đầu: ghi là {whole}.")


def phone(cell: Any, setting: Setting) -> str | Mended:
    """A telephone number as text; nine digits of a mobile number get their nought back."""
    words = squeeze(said(cell)).lstrip("'")
    if len(words) > 20:
        raise Faulty("too_long", f"Điện thoại “{words}” dài quá 20 ký tự. Hãy ghi một số.")
    digits = re.sub(r"\D", "", words)
    if not isinstance(cell, str) and len(digits) in (9, 10) and digits[0] != "0":
        return Mended(f"0{digits}", f"Điện thoại {digits} thiếu số 0 ở đầu: ghi là 0{digits}.")
    return words


def commune(cell: Any, setting: Setting) -> Any:
    """The commune's unit; see `places`."""
    return setting.places.find(said(cell))


def choice(names: Mapping[str, Any], also: Mapping[str, str], *, what: str) -> Reader:
    """One of the values, by its words; `also` are further folded ways to say it. "loại hình" is `what` it is called."""
    by_key = (
        {fold(str(words)): value for value, words in names.items()} | {value: value for value in names} | dict(also)
    )

    def read(cell: Any, setting: Setting) -> str:
        key = fold(said(cell))
        found = by_key.get(key) or next((value for words, value in also.items() if key.startswith(f"{words} ")), None)
        if found is None:
            offered = ", ".join(str(words) for words in names.values())
            raise Faulty("not_a_choice", f"“{said(cell)}” không phải là {what}. Hãy chọn một trong: {offered}.")
        return found

    return read


Check = Callable[[Any], None]
