"""The product's sentences, numbers and dates in templates: `{% say "pilot.title" n=3 %}`."""

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from retour.web.frame.context import language
from retour.wording import label
from retour.wording import say as sentence
from retour.wording.numbers import day as said_day
from retour.wording.numbers import integer as said_integer
from retour.wording.numbers import moment as said_moment

register = template.Library()


@register.simple_tag
def say(code: str, **details: object) -> str:
    """A sentence by its family and code."""
    return label(code, language(), **details)


@register.filter
def said(code: object, family: str) -> str:
    """A code as words: `{{ role|said:"role" }}`."""
    return sentence(str(code), {}, language(), family=family)


@register.filter
def day(value: date | None) -> str:
    """A day in words."""
    return said_day(value, language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A day and an hour in words."""
    return said_moment(value, language()) if value else ""


@register.filter
def integer(value: int | None) -> str:
    """A count with its separators."""
    return said_integer(value, language()) if value is not None else ""


@register.filter
def html(value: str) -> SafeString:
    """A block that the report made: every text in it is already escaped."""
    return mark_safe(value)  # noqa: S308


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file; it changes with the file's content."""
    return f"{static(name)}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:12] if found else "missing"
