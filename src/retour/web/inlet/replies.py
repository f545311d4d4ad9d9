"""What the door answers, as bytes: JSON, problem details, and the words of the reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

from retour.connectors.pushed.delivery import Pushed
from retour.connectors.pushed.spans import partial_success
from retour.quantity import Problem, Severity
from retour.store.durable.hot import Appended
from retour.web.inlet.refusals import Refusal, status_of
from retour.wording import label
from retour.wording.problems import say_hint, say_rule

Headers = list[tuple[bytes, bytes]]
Json = dict[str, Any]
JSON, PROBLEM = b"application/json", b"application/problem+json"
_ALWAYS: Headers = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back."""

    status: int
    headers: Headers
    body: bytes


def reply(status: int, body: bytes, kind: bytes = JSON, more: Headers | None = None) -> Reply:
    """A reply with the headers that each has."""
    size = str(len(body)).encode()
    return Reply(status, [(b"content-type", kind), (b"content-length", size), *_ALWAYS, *(more or ())], body)


def taken(pushed: Pushed, kept: Appended, lang: str) -> Reply:
    """What was kept, what was known already, and what is wrong with each of the others.

    202 when something was kept or known, or nothing was sent; else the status of the first problem.
    """
    if not pushed.problems:
        body = b'{"accepted":%d,"duplicates":%d,"errors":[]}' % (kept.kept, kept.known)
        return reply(202, body)
    told: Json = {"accepted": kept.kept, "duplicates": kept.known, "errors": _errors(pushed, lang)}
    told |= {"warnings": noted} if (noted := _noted(pushed, lang)) else {}
    told |= {"aside": pushed.aside} if pushed.aside else {}
    if pushed.refused < pushed.items or not told["errors"]:
        return reply(202, _encode(told))
    return _none_taken(pushed, told, lang)


def _none_taken(pushed: Pushed, told: Json, lang: str) -> Reply:
    first = next(p for p in pushed.problems if p.severity is Severity.ERROR)
    status = 422 if pushed.items else status_of(first.rule)
    return reply(status, _encode(_details(status, first.rule, _sentence(first, lang)) | told), PROBLEM)


def _errors(pushed: Pushed, lang: str) -> list[Json]:
    return [_said(p, lang) for p in pushed.problems if p.severity is Severity.ERROR]


def _noted(pushed: Pushed, lang: str) -> list[Json]:
    return [_said(p, lang) for p in pushed.problems if p.severity is not Severity.ERROR]


def _said(problem: Problem, lang: str) -> Json:
    """One problem; `index` is the item's, from 0, or null for the request."""
    return {
        "index": problem.place.line - 1 if problem.place.line else None,
        "field": problem.place.column,
        "rule": problem.rule,
        "value": problem.value,
        "hint": problem.hint,
        "said": _sentence(problem, lang),
    }


def _sentence(problem: Problem, lang: str) -> str:
    return " ".join(filter(None, (say_rule(problem, lang), say_hint(problem, lang))))


def traced(pushed: Pushed, kind: str, lang: str) -> Reply:
    """The answer of OTLP: 200, and what was rejected of the request, if anything was."""
    noticed = [p for p in pushed.problems if p.severity is not Severity.NOTE]
    said = " ".join(_sentence(p, lang) for p in noticed[:3])
    return reply(200, partial_success(pushed.refused, said, kind), kind.encode("latin-1") or JSON)


def refused(refusal: Refusal, lang: str) -> Reply:
    """A refusal, as problem details (RFC 9457), with when to come back."""
    more: Headers = [(b"retry-after", str(refusal.wait).encode())] if refusal.wait else []
    if refusal.status == 401:
        more.append((b"www-authenticate", b'Bearer realm="retour"'))
    if refusal.status == 405:
        more.append((b"allow", b"POST"))
    if refusal.status in (408, 413):
        more.append((b"connection", b"close"))  # the rest of the body is not waited for
    said = (
        _sentence(refusal.problem, lang)
        if refusal.problem
        else label(f"api.{refusal.code}", lang, **refusal.details)
    )
    return reply(refusal.status, _encode(_details(refusal.status, refusal.code, said)), PROBLEM, more)


def _details(status: int, code: str, said: str) -> Json:
    title = HTTPStatus(status).phrase
    return {"type": f"urn:retour:{code}", "title": title, "status": status, "detail": said}


def language_of(headers: Mapping[str, str]) -> str:
    """French or English, as the sender prefers; the server's own where they prefer neither."""
    offered = dict(settings.LANGUAGES)
    wanted: Iterable[tuple[str, float]] = parse_accept_lang_header(headers.get("accept-language", "")[:200])
    return next((code[:2] for code, _ in wanted if code[:2] in offered), settings.LANGUAGE_CODE)
