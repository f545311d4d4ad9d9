"""What the API answers: JSON, and problem details (RFC 9457) when it cannot."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse

from retour.quantity import Problem
from retour.report.as_json import problem_json
from retour.web.frame.context import language
from retour.wording import label

Json = dict[str, Any]
PROBLEM = "application/problem+json"
A_PAGE, MOST = 50, 200


class Refusal(Exception):  # noqa: N818  an answer, not a mistake of ours
    """The request cannot be served: an HTTP status, and a code that the `api` sentences say."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
        **details: object,
    ) -> None:
        super().__init__(code)
        self.status, self.code = status, code
        self.headers, self.more, self.details = dict(headers or {}), dict(more or {}), details

    def answer(self) -> JsonResponse:
        """The refusal as problem details."""
        said = label(f"api.{self.code}", language(), **self.details)
        body = {
            "type": f"urn:retour:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": said,
            **self.more,
        }
        return JsonResponse(body, status=self.status, headers=self.headers, content_type=PROBLEM)


def problems_json(problems: Iterable[Problem]) -> list[Json]:
    """Problems, with their sentences."""
    return [problem_json(problem, language()) for problem in problems]


def limit_of(request: HttpRequest) -> int:
    """How many things a page of a list has."""
    said = request.GET.get("limit", "")
    return min(int(said), MOST) if said.isdecimal() and len(said) < 6 and int(said) > 0 else A_PAGE


def page(request: HttpRequest, items: list[Json], after: str | None) -> JsonResponse:
    """A page of a list; `after` is where the next one begins, if there is one."""
    query = urlencode({"limit": limit_of(request), "after": after}) if after else ""
    return JsonResponse({"items": items, "next": f"{request.path}?{query}" if query else None})
