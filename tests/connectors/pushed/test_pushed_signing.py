"""Standard Webhooks 1.0.0, against the vector that its libraries publish and an independent computation."""

import base64
import hashlib

import pytest

from retour.connectors.pushed.signing import key_of, secret_of, sign, verify
from retour.connectors.pushed.told import Refused

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # published, opens nothing
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b'{"test": 2432232314}'
PUBLISHED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
KEY = key_of(SECRET)


def headers(signature=PUBLISHED, at=AT, id_=ID):
    return {"webhook-id": id_, "webhook-timestamp": str(at), "webhook-signature": signature}


def by_hand(key, message):
    """HMAC as RFC 2104 writes it, on SHA-256."""
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in block) + message).digest()
    return hashlib.sha256(bytes(b ^ 0x5C for b in block) + inner).digest()


def refused(**how):
    told = {"keys": [KEY], "headers": headers(), "body": BODY, "now": AT} | how
    with pytest.raises(Refused) as caught:
        verify(**told)
    return caught.value.rule


def test_the_published_vector_is_signed_and_verified():
    assert sign(KEY, ID, AT, BODY) == PUBLISHED
    assert verify([KEY], headers(), BODY, AT) == ID


def test_a_signature_is_the_one_computed_by_hand():
    key = bytes(range(40))
    told = sign(key, "msg_2", 1_700_000_000, b"caf\xc3\xa9")
    message = b"msg_2.1700000000.caf\xc3\xa9"
    assert told == "v1," + base64.b64encode(by_hand(key, message)).decode()


@pytest.mark.parametrize("apart", [-300, 0, 300])
def test_a_clock_may_be_five_minutes_apart(apart):
    assert verify([KEY], headers(), BODY, AT + apart) == ID


@pytest.mark.parametrize("apart", [-301, 301, 86_400])
def test_a_clock_may_not_be_further_apart(apart):
    assert refused(now=AT + apart) == "signature.clock"


def test_one_good_signature_among_several_is_enough():
    others = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
    assert verify([KEY], headers(f"{others} {PUBLISHED} v1,x"), BODY, AT) == ID


def test_while_a_secret_is_changed_both_count_then_the_former_does_not():
    new = key_of(secret_of(b"n" * 32))
    assert verify([new, KEY], headers(), BODY, AT) == ID
    assert refused(keys=[new]) == "signature.wrong"


@pytest.mark.parametrize(
    "how",
    [
        {"body": BODY + b" "},
        {"headers": headers(id_="msg_other")},
        {"headers": headers(at=AT + 1)},
        {"headers": headers("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=")},
        {"headers": headers(PUBLISHED[:12])},
        {"headers": headers("v1,")},
        {"headers": headers(PUBLISHED.replace("v1,", "v2,"))},
        {"headers": headers(at="hello")},
        {"headers": headers(at="１６１４２６５３３０")},
        {"keys": []},
    ],
)
def test_anything_changed_is_refused(how):
    assert refused(**how) == "signature.wrong"


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_that_lacks_is_named(name):
    told = {k: v for k, v in headers().items() if k != name}
    with pytest.raises(Refused) as caught:
        verify([KEY], told, BODY, AT)
    assert (caught.value.rule, caught.value.value) == ("signature.missing", name)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%", "whsec_c2hvcnQ=", secret_of(b"x" * 65)])
def test_a_secret_has_24_to_64_bytes(secret):
    with pytest.raises(ValueError, match=r"secret\.length|base64|padding|alphabet"):
        key_of(secret)
