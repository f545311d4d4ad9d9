"""Words as they are compared, whoever wrote them and however many there are."""

from retour.events import actor
from retour.events.actor import plain


def test_a_text_of_many_characters_is_compared_and_not_kept_in_memory():
    before = actor._kept.cache_info().currsize  # noqa: SLF001
    assert plain("Été, " * 100_000) == " ".join(["ete"] * 100_000)
    assert actor._kept.cache_info().currsize == before  # noqa: SLF001


def test_a_short_text_that_comes_again_is_worked_out_once():
    plain("Équipe SAV nº 417")
    before = actor._kept.cache_info()  # noqa: SLF001
    assert plain("Équipe SAV nº 417") == "equipe sav no 417"
    assert actor._kept.cache_info().hits == before.hits + 1  # noqa: SLF001
