"""The test bed, stricter than production: what is sloppy fails here first."""

import os
import tempfile

os.environ.setdefault("ANTOAN_HOME", tempfile.mkdtemp(prefix="antoan-test-"))
os.environ.setdefault("ANTOAN_SECRET_KEY", "only-for-tests")

from antoan.settings import *  # noqa: F403
from antoan.settings import MIDDLEWARE, TEMPLATES

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; argon2 is tried by its own test
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


class UndefinedVariable(str):
    """Given to the template engine for a name that does not exist: rendering it fails the test."""

    def __contains__(self, item):
        return item == "%s"

    def __mod__(self, name):
        raise AssertionError(f"Biến không có trong mẫu trang: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]
