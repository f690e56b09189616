"""The pages of django-allauth that we use, under Vietnamese addresses. What is not here cannot be reached.

Left out on purpose: signing up and resetting a password by mail. People come in by invitation, and a forgotten password
is the administrator's to reset, because many commune officers have no mailbox of their own.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.urls import path

urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("da-khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan-mat-khau/", account.reauthenticate, name="account_reauthenticate"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("hai-buoc/", mfa.index, name="mfa_index"),
    path("hai-buoc/dang-nhap/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-buoc/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-buoc/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-buoc/ma-du-phong/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-buoc/ma-du-phong/tao-moi/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-buoc/ma-du-phong/tai-ve/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("phien-dang-nhap/", usersessions.list_usersessions, name="usersessions_list"),
]
