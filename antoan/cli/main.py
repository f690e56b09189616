"""The command `antoan`. Messages are Vietnamese; exit codes: 0 done, 1 a check found something, 2 bad input or use."""

from __future__ import annotations

import errno
import sys
from typing import Any, NoReturn

import click

from antoan import __version__


class Group(click.Group):
    """A group whose commands live in modules that are imported only when they are called: `plan parse` stays fast."""

    def __init__(self, *args: Any, lazy: dict[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.lazy, *(name for name in self.commands if name not in self.lazy)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.lazy:
            return super().get_command(ctx, name)
        from importlib import import_module

        module, _, attribute = self.lazy[name].partition(":")
        return getattr(import_module(module), attribute)


@click.group(
    cls=Group,
    lazy={
        "serve": "antoan.cli.serve:serve",
        "demo": "antoan.cli.demo:demo",
        "plan": "antoan.cli.plans:plan",
        "documents": "antoan.cli.documents:documents",
        "import": "antoan.cli.importing:import_list",
        "law": "antoan.cli.law:law",
        "due": "antoan.cli.due:due",
        "recompute": "antoan.cli.due:recompute",
        "units": "antoan.cli.units:units",
        "facts": "antoan.cli.statistics:facts",
        "indicator": "antoan.cli.statistics:indicator",
        "accidents": "antoan.cli.accidents:accidents",
        "audit": "antoan.cli.audit:audit",
        "tick": "antoan.cli.tick:tick",
        "work": "antoan.cli.tick:work",
        "user": "antoan.cli.users:user",
        "link": "antoan.cli.link:link",
        "keys": "antoan.cli.keys:keys",
        "move": "antoan.cli.move:move",
        "estimate": "antoan.cli.estimate:estimate",
        "rates": "antoan.cli.rates:rates",
        "bench": "antoan.cli.bench:bench",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="antoan %(version)s", help="In phiên bản rồi thoát.")
def cli() -> None:
    """An Toàn: từ kế hoạch trên giấy đến nhiệm vụ được theo dõi và báo cáo được ký.

    Thư mục dữ liệu là $ANTOAN_HOME (mặc định ./var); DATABASE_URL=postgresql://… chuyển sang PostgreSQL.

    \b
    Bắt đầu:
      antoan demo                              nạp dữ liệu mẫu
      antoan serve                             mở trang web tại http://127.0.0.1:8000
      antoan plan parse KE_HOACH.txt --json    đọc thử một kế hoạch, không ghi gì
      antoan plan import KE_HOACH.pdf          đưa kế hoạch vào, chờ duyệt đề xuất

    Mã thoát: 0 xong; 1 việc kiểm tra có phát hiện; 2 dữ liệu vào hoặc cách dùng sai.
    """


_TRANSLATED = {
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Commands": "Các lệnh",
    "Arguments": "Đối số",
    "Show this message and exit.": "In trợ giúp này rồi thoát.",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Gõ '{command} {option}' để xem trợ giúp.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option: {name}": "Không có tùy chọn {name}.",
    "No such option {name!r}.": "Không có tùy chọn {name!r}.",
    "Missing {param_type}": "Thiếu {param_type}",
    "Missing argument": "Thiếu đối số",
    "Missing option": "Thiếu tùy chọn",
    "Missing command.": "Thiếu tên lệnh.",
    "Invalid value for {param_hint}: {message}": "Giá trị sai ở {param_hint}: {message}",
    "Invalid value: {message}": "Giá trị sai: {message}",
    "Got unexpected extra argument ({args})": "Thừa đối số ({args})",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là số hợp lệ.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} không có.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} là thư mục.",
    "Aborted!": "Đã dừng.",
    "Missing parameter": "Thiếu tham số",
    "Missing parameter: {param_name}": "Thiếu tham số: {param_name}",
    "Did you mean {possibility}?": "Có phải ý bạn là {possibility}?",
    "(Possible options: {possibilities})": "(Có thể là: {possibilities})",
    "Could not open file {filename!r}: {message}": "Không mở được tệp {filename!r}: {message}",
    "{value!r} is not {choice}.": "{value!r} không có; chỉ nhận {choices}.",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "{value} is not in the range {range}.": "{value} không nằm trong khoảng {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} không phải đúng hoặc sai. Chỉ nhận: {states}",
    "{name} {filename!r} is a file.": "{name} {filename!r} là tệp.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} không đọc được.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} không ghi được.",
    "Argument {name!r} takes {nargs} values.": "Đối số {name!r} cần {nargs} giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Do you want to continue?": "Bạn có muốn tiếp tục không?",
    "path": "đường dẫn",
    "directory": "thư mục",
    "unknown error": "lỗi không rõ",
    "file": "tệp",
    "File": "Tệp",
    "Directory": "Thư mục",
    "required": "bắt buộc",
    "default: {default}": "mặc định: {default}",
}


def _speak_vietnamese() -> None:
    """click asks gettext for its own few sentences; answer in Vietnamese without a compiled catalogue."""
    import click.core
    import click.decorators
    import click.exceptions
    import click.formatting
    import click.parser
    import click.types

    def say(text: str) -> str:
        return _TRANSLATED.get(text, text)

    def say_many(one: str, many: str, count: int) -> str:
        return _TRANSLATED.get(one, one if count == 1 else many)

    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        if hasattr(module, "_"):
            module._ = say  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = say_many  # type: ignore[attr-defined]


_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không được phép",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "trên đường dẫn có chỗ không phải thư mục",
    errno.EEXIST: "đã có",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EFBIG: "tệp quá lớn",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.EIO: "đĩa hoặc mạng báo lỗi khi đọc, ghi",
    errno.EADDRINUSE: "cổng đang có chương trình khác dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
}


def reason_of(problem: OSError) -> str:
    """Why the system refused, in Vietnamese; its number where the reason is a rare one."""
    return _REASONS.get(problem.errno or 0, f"lỗi hệ thống {problem.errno}" if problem.errno else str(problem))


def complain(message: str) -> NoReturn:
    """End with a line on what was wrong with the input, and exit code 2."""
    click.echo(message, err=True)
    sys.exit(2)


def main() -> None:
    _speak_vietnamese()
    try:
        cli(prog_name="antoan")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as problem:
        complain(f"Không đọc hoặc ghi được {problem.filename or 'tệp'}: {reason_of(problem)}.")
    except Exception as problem:
        if (line := _explained(problem)) is None:
            raise
        complain(line)


def _explained(problem: Exception) -> str | None:
    """A database that cannot be used, in one line; None for a fault of ours, whose trace is wanted."""
    if "django" not in sys.modules:
        return None
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    first = str(problem).strip().splitlines()[:1]
    if isinstance(problem, DatabaseError):
        return f"Không dùng được cơ sở dữ liệu: {''.join(first)}. Hãy kiểm tra DATABASE_URL, quyền ghi và chỗ trống trên đĩa."
    if isinstance(problem, ImproperlyConfigured) and "DATABASE" not in str(problem):
        return f"Thiết đặt chưa đúng: {''.join(first)}"
    if isinstance(problem, ImproperlyConfigured) or type(problem).__module__.startswith("dj_database_url"):
        return "DATABASE_URL không đọc được. Dạng đúng: postgresql://người:mật-khẩu@máy:5432/tên"
    return None


if __name__ == "__main__":  # python -m antoan.cli.main, where the console command is not installed
    main()
