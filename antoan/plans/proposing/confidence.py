"""How sure a proposal is: every piece of evidence, its weight and its Vietnamese words in one table."""

from __future__ import annotations

from collections.abc import Iterable

BASE = 0.2
"""What a clause with a verb of duty starts from. The weights below add up; the sum is held between 0.05 and 0.99."""

_LOOK = 0.6  # however well the rest is known, a person must look
_DOUBTS = frozenset({"several_times", "impossible_day", "unknown_verb", "name_in_doubt"})

EVIDENCE: dict[str, tuple[float, str]] = {
    "lead_named": (0.4, "câu nêu rõ cơ quan thực hiện"),
    "lead_heading": (0.4, "tên mục nêu cơ quan thực hiện"),
    "lead_line": (0.4, "dòng “đơn vị chủ trì” nêu cơ quan thực hiện"),
    "lead_column": (0.45, "cột “cơ quan chủ trì” của bảng nêu cơ quan thực hiện"),
    "lead_list": (0.35, "cơ quan nêu ở câu dẫn phía trên"),
    "lead_carried": (0.25, "cơ quan lấy từ câu mở đầu của mục"),
    "no_lead": (0.0, "chưa rõ cơ quan thực hiện"),
    "charged": (0.1, "có từ giao việc (giao, chủ trì, chịu trách nhiệm…)"),
    "organise": (0.2, "nằm trong phần tổ chức thực hiện"),
    "tasks": (0.2, "nằm trong phần nhiệm vụ, giải pháp"),
    "table": (0.25, "là một dòng của bảng nhiệm vụ"),
    "activity": (0.2, "mục có các dòng thời gian, đơn vị chủ trì"),
    "verb": (0.1, "mở đầu bằng động từ chỉ việc phải làm"),
    "unknown_verb": (-0.3, "động từ lạ, hãy xem có phải nhiệm vụ không"),
    "name_in_doubt": (0.0, "chưa chắc tên cơ quan kết thúc ở đâu"),
    "timed": (0.1, "có thời hạn hoặc chu kỳ"),
    "several_times": (0.0, "một thời hạn hay chu kỳ không nói hết câu"),
    "impossible_day": (0.0, "thời hạn để trống"),
    "conditional": (-0.2, "chỉ làm khi xảy ra một điều kiện"),
    "title_only": (-0.1, "đọc từ tên mục"),
    "vague": (-0.1, "câu ngắn, ít thông tin"),
}


def weigh(evidence: Iterable[str], more: Iterable[str] = ()) -> tuple[float, str]:
    """The confidence 0..1 and its reason as one Vietnamese sentence; `more` are reasons without a weight (dates)."""
    found = list(dict.fromkeys(evidence))
    total = BASE + sum(EVIDENCE[name][0] for name in found)
    said = [EVIDENCE[name][1] for name in found] + list(dict.fromkeys(more))
    reason = "; ".join(said)
    sure = 0.99 if _DOUBTS.isdisjoint(found) else _LOOK
    return round(min(sure, max(0.05, total)), 2), (reason[:1].upper() + reason[1:] + ".") if reason else ""
