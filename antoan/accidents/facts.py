"""What statistics may count of accidents: cases, the people hurt in them, dangerous occurrences, diseases."""

from collections.abc import Sequence

from django.db.models import Case, CharField, Count, Min, Q, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from antoan.accidents.models import Accident, Disease, Employment, Injury, Sex
from antoan.core.facts import Column, FactTable, by_target, register
from antoan.core.models import AuditEvent
from antoan.workplaces import sectors

_LEFT_OUT = (Accident.Status.MERGED, Accident.Status.NO_ACCIDENT, Accident.Status.ROUTED)
_DEAD = Q(died_on__isnull=False) | Q(told_outcome=Injury.Outcome.DEAD)
_SERIOUS = ~Q(injuries=[]) | Q(told_outcome=Injury.Outcome.SERIOUS)
GRAVITIES = {"fatal": _("chết"), "serious": _("bị thương nặng"), "minor": _("bị thương nhẹ")}


def _unless_a_list(**paths: str | tuple[str, ...]):
    """A list touches more cases than its event names, so everything is counted anew after one."""
    by_case = by_target(**paths)

    def touched(events: Sequence[AuditEvent]) -> Q | None:
        lists = any(
            event.action == "workplaces.list.imported" and event.what.get("kind") == "accidents" for event in events
        )
        return Q() if lists else by_case(events)

    return touched


def _injuries():
    gravity = Case(
        When(_DEAD, then=Value("fatal")), When(_SERIOUS, then=Value("serious")), default=Value("minor"),
        output_field=CharField(),
    )  # fmt: skip
    rows = Injury.objects.filter(same_as=None, accident__kind=Accident.Kind.ACCIDENT)
    return rows.exclude(accident__status__in=_LEFT_OUT).annotate(gravity_class=gravity)


def _cases(kind: str):
    counted = Accident.objects.filter(kind=kind).exclude(status__in=_LEFT_OUT)
    ours = Q(injuries__same_as=None)
    dead = Q(injuries__died_on__isnull=False) | Q(injuries__told_outcome=Injury.Outcome.DEAD)
    return counted.annotate(
        victims=Count("injuries", filter=ours, distinct=True),
        dead=Count("injuries", filter=ours & dead, distinct=True),
        first_told=TruncDate(Min("declarations__told_at")),
    )


def offer() -> None:
    """Register the fact tables of this room."""
    sections = {sector.code: sector.name for sector in sectors.sections()}
    case = {
        "setting": Column("setting", "text", _("hoàn cảnh"), dict(Accident.Setting.choices)),
        "section": Column("workplace__section", "text", _("ngành"), sections),
        "told_on": Column("first_told", "day", _("ngày khai báo")),
        "closed_on": Column("closed_on", "day", _("ngày kết thúc")),
        "cost_property": Column("cost_property", "whole", _("thiệt hại tài sản (đồng)")),
    }
    register(
        FactTable(
            name="accidents.accidents",
            grain=_("một vụ tai nạn lao động"),
            rows=lambda: _cases(Accident.Kind.ACCIDENT),
            visible=lambda actor: Accident.objects.visible_to(actor),
            columns=case
            | {
                "victims": Column("victims", "whole", _("số người bị nạn")),
                "dead": Column("dead", "whole", _("số người chết")),
            },
            unit="unit",
            day="occurred_on",
            touched=_unless_a_list(
                accidents__accident=("pk", "merged_into"),
                accidents__injury="injuries",
                workplaces__workplace="workplace",
            ),
        )
    )
    register(
        FactTable(
            name="accidents.occurrences",
            grain=_("một sự cố kỹ thuật gây mất an toàn, không ai bị thương"),
            rows=lambda: _cases(Accident.Kind.DANGEROUS_OCCURRENCE),
            visible=lambda actor: Accident.objects.visible_to(actor),
            columns=case,
            unit="unit",
            day="occurred_on",
            touched=_unless_a_list(
                accidents__accident=("pk", "merged_into"),
                accidents__injury="injuries",
                workplaces__workplace="workplace",
            ),
        )
    )
    register(
        FactTable(
            name="accidents.injuries",
            grain=_("một người bị nạn trong một vụ tai nạn lao động"),
            rows=_injuries,
            visible=lambda actor: Injury.objects.filter(accident__in=Accident.objects.visible_to(actor)),
            columns={
                "gravity": Column("gravity_class", "text", _("mức độ"), GRAVITIES),
                "sex": Column("sex", "text", _("giới tính"), dict(Sex.choices)),
                "employment": Column("employment", "text", _("quan hệ lao động"), dict(Employment.choices)),
                "section": Column("accident__workplace__section", "text", _("ngành"), sections),
                "setting": Column("accident__setting", "text", _("hoàn cảnh"), dict(Accident.Setting.choices)),
                "is_disabled": Column("is_disabled", "truth", _("người khuyết tật")),
                "birth_year": Column("birth_year", "whole", _("năm sinh")),
                "days_lost": Column("days_lost", "whole", _("số ngày nghỉ")),
                "died_on": Column("died_on", "day", _("ngày chết")),
                "cost_medical": Column("cost_medical", "whole", _("chi phí y tế (đồng)")),
                "cost_wages": Column("cost_wages", "whole", _("lương trong thời gian điều trị (đồng)")),
                "cost_paid": Column("cost_paid", "whole", _("bồi thường, trợ cấp (đồng)")),
            },
            unit="accident__unit",
            day="accident__occurred_on",
            touched=_unless_a_list(
                accidents__accident=("accident", "accident__merged_into"),
                accidents__injury="pk",
                workplaces__workplace="accident__workplace",
            ),
        )
    )
    register(
        FactTable(
            name="accidents.diseases",
            grain=_("một ca bệnh nghề nghiệp"),
            rows=lambda: Disease.objects.all(),
            visible=lambda actor: Disease.objects.visible_to(actor),
            columns={
                "disease": Column("disease", "text", _("bệnh"), splits=True),
                "sex": Column("sex", "text", _("giới tính"), dict(Sex.choices)),
                "section": Column("workplace__section", "text", _("ngành"), sections),
                "is_insured_disease": Column("is_insured_disease", "truth", _("bệnh được bảo hiểm")),
            },
            unit="unit",
            day="found_on",
            touched=_unless_a_list(accidents__disease="pk", workplaces__workplace="workplace"),
        )
    )
