"""Sealed data: read with the key, useless without it, and sealed anew under another."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from hypothesis import given
from hypothesis import strategies as st

from antoan.accidents.models import Injury
from antoan.accidents.tests.factories import make_accident, make_small_world, moment, person
from antoan.core import sealed


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("ANTOAN_HOME", str(tmp_path))
    return tmp_path


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_was_sealed_comes_back_as_it_was(text):
    assert sealed.unseal(sealed.seal(text)) == text


def test_the_key_is_made_once_for_its_owner_alone(home):
    sealed.seal("Katơr")
    file = home / "field_keys"
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    sealed.seal("Lan")
    assert file.read_text() == before


def test_without_its_key_nothing_can_be_read_and_the_way_out_is_said(home, monkeypatch):
    token = sealed.seal("Katơr")
    monkeypatch.setenv("ANTOAN_FIELD_KEYS", Fernet.generate_key().decode())
    with pytest.raises(sealed.KeyMissing, match="Hãy khôi phục"):
        sealed.unseal(token)


def test_a_sealed_field_cannot_be_searched(db):
    with pytest.raises(FieldError):
        Injury.objects.filter(name="Katơr").exists()


def test_a_new_key_seals_everything_anew_and_the_old_may_go(db, home, system, time_machine):
    time_machine.move_to(moment(2024, 6, 24), tick=False)
    make_small_world()
    make_accident(people=[person("Katơr Văn Hùng")])
    old = (home / "field_keys").read_text()
    done = {one.table: one.rows for one in sealed.rotate(system, drop_old=True)}
    assert done["người bị nạn"] == 1
    assert old.strip() not in (home / "field_keys").read_text()
    assert Injury.objects.get().name == "Katơr Văn Hùng"


def test_keys_of_the_environment_are_not_changed_by_us(db, system, monkeypatch):
    monkeypatch.setenv("ANTOAN_FIELD_KEYS", Fernet.generate_key().decode())
    with pytest.raises(sealed.KeysFromOutside):
        list(sealed.rotate(system))
