from antoan.accounts.checks import second_factor_roles_are_known


def test_a_misspelt_role_for_the_second_step_is_found_at_start(settings):
    settings.ANTOAN_MFA_ROLES = ["admin", "leeder"]
    (error,) = second_factor_roles_are_known(None)
    assert "leeder" in error.msg
    settings.ANTOAN_MFA_ROLES = ["admin"]
    assert not second_factor_roles_are_known(None)
