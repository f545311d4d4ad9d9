"""Prices of models come from the installed list, and are the ones that the list itself computes."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from retour.connectors.prices import list_name, price_of

MILLION = 1_000_000


@pytest.mark.parametrize("model", ["gpt-4o-mini", "mistral-large", "openai/gpt-4o"])
def test_a_million_tokens_cost_what_the_list_computes(model):
    from genai_prices import Usage, calc_price

    provider, _, name = model.rpartition("/")
    used = Usage(input_tokens=1000, output_tokens=1000)
    day = datetime(2026, 11, 1, 12, tzinfo=UTC)
    told = calc_price(used, name, provider_id=provider or None, genai_request_timestamp=day)
    price = price_of(model)
    assert (price.input.mode, price.output.mode) == pytest.approx(
        (float(told.input_price) * 1000, float(told.output_price) * 1000)
    )
    assert (price.currency, price.source) == ("USD", list_name())


def test_an_hour_of_audio_is_sixty_minutes_of_it():
    price = price_of("whisper-1")
    assert price.minute.mode * 60 == pytest.approx(0.36)
    assert price.input is price.output is None


@pytest.mark.parametrize("model", ["nothing-of-the-kind", "nobody/gpt-4o", "", "/"])
def test_a_model_that_the_list_does_not_know_has_no_price(model):
    assert price_of(model) is None


def test_the_list_is_imported_only_for_a_model_that_is_named():
    code = "import sys, retour.workspace.folder; print('genai_prices' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout == "False\n"
