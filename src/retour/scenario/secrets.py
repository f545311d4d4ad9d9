"""Secrets written in a scenario: found by their shape or by the name of the field; never shown whole."""

import re
from collections.abc import Iterator

from retour.scenario.scenario import Exposed
from retour.scenario.untrusted import leaves, mapping, text, words

MOST = 100  # secrets listed in one module
SHOWN = 4  # first characters of a secret that are shown, at most a quarter of it

_SHAPES = {
    "openai": r"sk-(?:proj-|ant-|or-v1-)?[A-Za-z0-9_-]{20,}",
    "stripe": r"(?:sk|rk)_live_[A-Za-z0-9]{16,}",
    "google": r"AIza[0-9A-Za-z_-]{35}",
    "google_oauth": r"ya29\.[0-9A-Za-z_-]{20,}",
    "slack": r"xox[abeoprs]-[0-9A-Za-z-]{10,}",
    "slack_hook": r"hooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}",
    "discord_hook": r"discord(?:app)?\.com/api/webhooks/\d{15,}/[A-Za-z0-9_-]{30,}",
    "github": r"(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})",
    "gitlab": r"glpat-[A-Za-z0-9_-]{18,}",
    "aws": r"(?:AKIA|ASIA)[0-9A-Z]{16}",
    "sendgrid": r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    "brevo": r"xkeysib-[a-f0-9]{32,}-[A-Za-z0-9]{8,}",
    "airtable": r"pat[A-Za-z0-9]{14}\.[a-f0-9]{40,}",
    "hubspot": r"pat-(?:na|eu)\d-[0-9a-f-]{30,}",
    "notion": r"(?:secret_[A-Za-z0-9]{40,}|ntn_[A-Za-z0-9]{40,})",
    "shopify": r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
    "telegram": r"(?:bot)?\d{8,10}:AA[A-Za-z0-9_-]{33}",
    "facebook": r"EAA[A-Za-z0-9]{60,}",
    "apify": r"apify_api_[A-Za-z0-9]{30,}",
    "jwt": r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}",
    "private_key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
}
_SHAPE = re.compile(
    "(?<![A-Za-z0-9_-])(?:" + "|".join(f"(?P<{kind}>{shape})" for kind, shape in _SHAPES.items()) + ")"
)
_HINTS = re.compile(
    r"sk-|_live_|AIza|ya29|xox|hooks\.slack|/webhooks/|gh|glpat|AKIA|ASIA|SG\.|xkeysib|pat|secret_|ntn_|shp|:AA"
    r"|EAA|apify_api_|eyJ|PRIVATE"
)  # a text without any of them holds no secret known by its shape

_FIELD = re.compile(
    r"(?:^|[^a-z])(?:x-)?(?:api[-_ ]?key|apikey|auth[-_ ]?token|access[-_ ]?token|refresh[-_ ]?token|token"
    r"|client[-_ ]?secret|app[-_ ]?secret|secret(?:[-_ ]?key)?|private[-_ ]?key|password|passwd|pwd"
    r"|mot[-_ ]de[-_ ]passe|authorization)$"
)
_SPACE = re.compile(r"\s")
_BEARER = re.compile(r"\b(?:Bearer|Token|Basic)\s+([A-Za-z0-9._~+/=:-]{16,})")
_IN_URL = re.compile(r"\bhttps?://[^\s/:@\"'{}]{1,80}:([^\s/@\"'{}]{6,80})@[\w.-]+")
_IN_QUERY = re.compile(
    r"[?&](?:api[-_]?key|key|token|access_token|auth|secret|sig)=([A-Za-z0-9._~+/-]{16,200})", re.IGNORECASE
)
_IN_CODE = re.compile(
    r"""(?:api[-_]?key|token|secret|passw(?:or)?d)["']?\s*[:=]\s*["'`]([^"'`\s${}<>]{8,300})["'`]""",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"your|votre|ton[-_]|tuo|insert|inserisci|enter|paste|replace|change|example|exemple|sample|demo|dummy"
    r"|placeholder|redacted|hidden|removed|secret[-_]?here|xxx|\*\*\*|\.\.\.|…|<|>|\{\{|\$\{|\$env|process\.env"
    r"|credential|todo|test|abc123|123456|_here|my[-_]|null|undefined|^https?://|^\[|^=",
    re.IGNORECASE,
)


def exposed_in(value: object) -> tuple[Exposed, ...]:
    """The secrets written anywhere inside a value, masked, each once.

    Expressions (``{{…}}``), placeholders (``YOUR_API_KEY``) and names of credentials are not secrets.
    """
    found: dict[str, str] = {}
    for key, said in (*leaves(value), *_named(value)):
        for kind, secret in _secrets(key, said):
            if len(found) < MOST:
                found.setdefault(secret, kind)
    apart = [s for s in found if not any(s != other and s in other for other in found)]
    return tuple(Exposed(found[s], masked(s)) for s in apart)


def masked(secret: str) -> str:
    """The first characters of a secret and its length: ``sk-p… (51)``."""
    kept = min(SHOWN, len(secret) // 4)
    return f"{words(secret[:kept])}… ({len(secret)})"


def _named(value: object) -> Iterator[tuple[str, str]]:
    """Pairs written ``{"name": "Authorization", "value": "…"}``, as headers and fields are."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            waiting += found.values()
            name = text(found.get("name")) or text(found.get("key"))
            if name:
                yield from (
                    (name, text(found.get(k))) for k in ("value", "stringValue") if text(found.get(k))
                )


def _secrets(key: str, said: str) -> Iterator[tuple[str, str]]:
    if len(said) < 8:
        return
    yield from _shaped(said)
    if _FIELD.search(_split(key)) and _likely(said):
        yield "field", _bare(said)
    for kind, pattern in (("bearer", _BEARER), ("url", _IN_URL), ("query", _IN_QUERY), ("code", _IN_CODE)):
        for match in pattern.finditer(said):
            if _likely(match[1]):
                yield kind, match[1]


def _shaped(said: str) -> Iterator[tuple[str, str]]:
    if not _HINTS.search(said):
        return
    for match in _SHAPE.finditer(said):
        secret = match[0]
        if not _PLACEHOLDER.search(secret) and _mixed(secret):
            yield match.lastgroup or "", secret


def _split(key: str) -> str:
    """`clientSecret` reads as `client-secret`; long texts are no names of fields."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key[:60]).lower()


def _bare(said: str) -> str:
    """A header's value without the word that says its kind."""
    return re.sub(r"^(?:Bearer|Basic|Token)\s+", "", said.strip())


def _likely(said: str) -> bool:
    """A literal that could be a secret: one word, long enough, no expression and no placeholder."""
    word = _bare(said)
    if not 8 <= len(word) <= 2_000 or _SPACE.search(word):
        return False
    return not _PLACEHOLDER.search(word) and _mixed(word)


def _mixed(word: str) -> bool:
    """Letters and digits, and not one character over and over: not the name of something."""
    tail = word[-24:]
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word) and len(set(tail)) >= 6


def credentials_left_out(node: object) -> dict[str, object]:
    """A node without the names of its credentials and without what the editor keeps for itself."""
    left_out = {"credentials", "metadata", "position", "id", "webhookId", "notes"}
    return {k: v for k, v in mapping(node).items() if k not in left_out}
