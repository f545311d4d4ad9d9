"""The same person on both sides of a reconciliation."""

import pytest

from retour.events.actor import actor_kind, plain, pseudonym
from retour.events.contact import normalise_email, normalise_phone
from retour.register.indicator import Actor


@pytest.mark.parametrize(
    "written",
    [
        "jean.dupont@exemple.fr",
        " Jean.Dupont@Exemple.FR ",
        "jean.dupont+devis@exemple.fr",
        "Jean Dupont <jean.dupont@exemple.fr>",
        "mailto:jean.dupont@exemple.fr",
    ],
)
def test_one_email_written_in_many_ways_is_one(written: str) -> None:
    assert normalise_email(written) == "jean.dupont@exemple.fr"


@pytest.mark.parametrize(
    "written", ["", "jean", "jean@", "@exemple.fr", "a b@c.fr", "a@b", "a@b..fr", "a@b.f"]
)
def test_what_is_no_email_is_none(written: str) -> None:
    assert normalise_email(written) is None


def test_a_tag_alone_is_kept() -> None:
    assert normalise_email("+devis@exemple.fr") == "+devis@exemple.fr"


@pytest.mark.parametrize(
    "written",
    ["06 12 34 56 78", "06.12.34.56.78", "+33 (0)6 12 34 56 78", "0033612345678", "33612345678", "612345678"],
)
def test_one_phone_in_its_french_formats_is_one(written: str) -> None:
    assert normalise_phone(written) == "+33612345678"


@pytest.mark.parametrize("written", ["", "12", "call me", "06 12 34 56 78 poste 4", "1234567890123456789"])
def test_what_is_no_phone_is_none(written: str) -> None:
    assert normalise_phone(written) is None


def test_a_pseudonym_is_sixteen_digits_of_the_same_person_and_key() -> None:
    assert pseudonym("Jean.Dupont@exemple.fr", b"key") == pseudonym("jean.dupont+x@EXEMPLE.fr", b"key")
    assert pseudonym(" Jean  Dupont ", b"key") == pseudonym("jean dupont", b"key")
    assert pseudonym("jean", b"key") != pseudonym("jean", b"other")
    assert len(pseudonym("jean", b"key")) == 16


def test_words_of_tools_tell_the_kind_of_actor() -> None:
    assert actor_kind("Humain") is Actor.HUMAN
    assert actor_kind("salariés") is Actor.HUMAN
    assert actor_kind("SYSTÈME") is Actor.ROBOT
    assert actor_kind("clients") is Actor.CUSTOMER
    assert actor_kind("Jean") is None


def test_plain_words_have_no_accent_case_or_mark() -> None:
    assert plain("  N° de_Devis-Été ") == "n de devis ete"
