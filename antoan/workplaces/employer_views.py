"""Pages for letting an employer in: the code on paper for the commune, the door for whoever holds it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from antoan.accounts.forms import AcceptForm
from antoan.accounts.models import User
from antoan.core.http import Request
from antoan.core.pages import attempt, demand, tell
from antoan.workplaces import employers
from antoan.workplaces.views import workplace_in_reach

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class CodeForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên người nhận mã"), max_length=150)


class EnterForm(AcceptForm):
    code = forms.CharField(
        label=_("Mã xã đã cấp"), max_length=40, help_text=_("Ví dụ ABCD-EFGH-JKMN; chữ hoa hay thường đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("code", "username", "phone", "password", "again")


class EnterAgainForm(forms.Form):
    """For somebody who is signed in: the code alone."""

    code = EnterForm.base_fields["code"]


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: Request, pk: UUID) -> HttpResponse:
    """Give this employer an account: the code is shown once, to be printed or sent."""
    found = workplace_in_reach(request, pk)
    demand(request, "workplaces.keep", found)
    form = CodeForm(request.POST or None, initial={"full_name": found.head})
    made = None
    if request.method == "POST":
        made = attempt(
            form,
            lambda: employers.make_employer_code(
                request.actor, workplace=found, full_name=form.cleaned_data["full_name"]
            ),
        )
    context = {
        "workplace": found, "form": form, "code": made, "address": f"{settings.ANTOAN_ADDRESS}{reverse('workplaces:enter')}",
        "employers": employers.employers_of(found),
    }  # fmt: skip
    return render(request, "workplaces/employer_code.html", context)


@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """Take an employer's account of the workplace away."""
    found = workplace_in_reach(request, pk)
    demand(request, "workplaces.keep", found)
    number = request.POST.get("user", "")
    user = get_object_or_404(User, pk=int(number) if number.isdecimal() else 0)
    tell(request, lambda: employers.end_employer(request.actor, workplace=found, user=user), f"{user} không còn xem được cơ sở này.")  # fmt: skip
    return redirect("workplaces:employer_code", found.pk)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Come in with the code that the commune handed over."""
    signed_in = request.user.is_authenticated
    given = {"code": request.GET.get("ma", "")[:40]}
    form = (EnterAgainForm if signed_in else EnterForm)(request.POST or None, initial=given)
    if request.method == "POST":
        user = attempt(form, lambda: _entered(request, form))
        if user:
            if not signed_in:
                login(request, user, backend=BACKEND)
            messages.success(request, f"Chào mừng {user}. Đây là những việc cơ sở của bạn phải làm.")
            return redirect("/")
    return render(request, "workplaces/enter.html", {"form": form, "signed_in": signed_in})


def _entered(request: Request, form: forms.Form) -> User:
    employers.note_trial(request.actor, address=request.META.get("REMOTE_ADDR", ""))
    told = {
        name: form.cleaned_data[name] for name in ("code", "username", "password", "phone") if name in form.cleaned_data
    }
    return employers.enter_by_code(request.actor, **told)
