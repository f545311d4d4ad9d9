import pytest

from retour.scenario.secrets import exposed_in, masked

LIVE = "sk" + "_live_" + "9aQ2rT7uV1wX4yZ6bC8d"  # none of these opens anything
SLACK = "https://hooks.slack.com/services/" + "T0AB1CD2E/" + "B9ZY8XW7V/" + "k3J4h5G6f7D8s9A0q1W2e3R4"
TELEGRAM = "https://api.telegram.org/bot" + "1234509876:AA" + "Hq8Zr5Tn2Lk9Wv3Xc7Pd1Bs6Mf4Yg0JuE"


@pytest.mark.parametrize(
    "value",
    [
        {"apiKey": LIVE},
        {"url": SLACK},
        {"url": TELEGRAM},
        {"headers": [{"name": "Authorization", "value": "Bearer q8Zr5Tn2Lk9Wv3Xc7Pd1"}]},
        {"headers": [{"name": "X-Auth-Token", "value": "5d41402abc4b2a76b9719d911017c592"}]},
        {"url": "https://user:Kq7Zr2Wx9@api.partner.example/v1"},
        {"url": "https://api.partner.example/v1?api_key=5d41402abc4b2a76b971"},
        {"jsCode": "const apiKey = 'q8Zr5Tn2Lk9Wv3Xc7Pd1';"},
        {"body": '{"password": "Kq7Zr2Wx9pLm"}'},
        {"clientSecret": "Kq7Zr2Wx9pLmNo"},
        {"motDePasse": "Kq7Zr2Wx9pLm"},
    ],
)
def test_a_secret_is_found_wherever_it_is_written(value):
    assert len(exposed_in({"deep": [{"er": value}]})) == 1


@pytest.mark.parametrize(
    "value",
    [
        {"apiKey": "YOUR_API_KEY_2024"},
        {"apiKey": "={{ $env.API_KEY_1 }}"},
        {"token": "{{1.token}}"},
        {"token": "<token-number-1>"},
        {"password": "••••••••"},
        {"headers": [{"name": "Authorization", "value": "Bearer {{ $json.access_token }}"}]},
        {"url": "https://api.partner.example/v1?key={{YOUR_KEY_123}}"},
        {"jsCode": "const apiKey = $env.API_KEY;"},
        {"nextPageToken": "pagination"},
        {"maxTokens": "2048"},
        {"tokenizer": "cl100k_base_model_v2"},
        {"text": "Votre mot de passe a été changé le 12 mai 2026."},
        {"id": "9aba7f55-a7de-43e2-936f-37ee5bf5cc9e"},
    ],
)
def test_what_only_looks_like_a_secret_is_left_alone(value):
    assert exposed_in(value) == ()


def test_a_secret_is_never_shown_whole():
    (found,) = exposed_in({"apiKey": LIVE})
    assert found.masked == f"sk_l… ({len(LIVE)})"
    assert masked("abcdefgh") == "ab… (8)"


def test_the_same_secret_in_two_places_is_said_once():
    assert len(exposed_in({"apiKey": LIVE, "body": f"key {LIVE} again"})) == 1


def test_a_key_of_a_known_shape_that_is_plainly_an_example_is_left_alone():
    assert exposed_in({"text": "sk" + "-proj-your-key-goes-here-0123456789"}) == ()


def test_a_module_full_of_secrets_lists_only_a_hundred():
    many = [{"token": f"q8Zr5Tn2Lk9Wv3Xc{n:04d}"} for n in range(150)]
    assert len(exposed_in(many)) == 100
