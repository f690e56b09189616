"""What an installation may have set wrongly: found at start, not when somebody signs in."""

from django.conf import settings
from django.core import checks

from antoan.accounts.models import Role


@checks.register
def second_factor_roles_are_known(app_configs, **kwargs):
    """A misspelt role in ANTOAN_MFA_ROLES would leave that role without the second step, and nobody would notice."""
    unknown = sorted(set(settings.ANTOAN_MFA_ROLES) - set(Role.values))
    if not unknown:
        return []
    return [
        checks.Error(
            f"ANTOAN_MFA_ROLES có vai trò không tồn tại: {', '.join(unknown)}.",
            hint=f"Các vai trò: {', '.join(Role.values)}.",
            id="accounts.E001",
        )
    ]
