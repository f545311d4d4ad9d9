"""The fields of a document as HTML, each with its words, what is wrong with it, and what was understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from retour.quantity import Problem, Severity
from retour.register.sheet import Path
from retour.register.wire_values import parse_span
from retour.report.html import Child, Html, join, tag
from retour.web.editing.sections import Known, Options
from retour.web.editing.shape import (
    GONE,
    KEY,
    At,
    Bilingual,
    Entries,
    Items,
    Leaf,
    Node,
    Part,
    Range,
    Values,
    inside,
    numbers_in,
)
from retour.web.editing.written import Kind, understood_day
from retour.wording import label
from retour.wording.numbers import day
from retour.wording.problems import say_hint, say_rule
from retour.wording.sentence import Voice, knows, plain

FAMILY = "editing"
_SPOKEN = {KEY: "entry", "=": "says"}
_NUMERIC = (Kind.NUMBER, Kind.QUANTITY, Kind.WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the fields show: their texts, what is wrong by path of keys, what is declared, for whom."""

    lang: str
    values: Values
    known: Known
    wrong: Mapping[str, Sequence[Problem]] = field(default_factory=dict)

    def word(self, name: str, start: str = "field") -> str:
        """The words of a field: the longest code that is said of the end of its path; empty without one."""
        steps = [_SPOKEN.get(step, step) for step in name.split(".") if not step.isdecimal()]
        keys = [self.known.kind, *steps]
        codes = (f"{start}_{'_'.join(keys[first:])}" for first in range(len(keys)))
        found = next((code for code in codes if knows(code, self.lang, FAMILY)), "")
        return label(f"{FAMILY}.{found}", self.lang) if found else ""

    def choice(self, name: str, value: str) -> str:
        """The words of one choice of a field."""
        return self.word(f"{name}.{value}", "choice") or value

    def problems(self, path: Path, *, within: bool = False) -> list[Problem]:
        """What is wrong at a path, and inside it when nothing there is drawn apart."""
        here = ".".join(map(str, path))
        inner = f"{here}."
        keys = [key for key in self.wrong if key == here or (within and key.startswith(inner))]
        return [problem for key in keys for problem in self.wrong[key]]


def drawn(node: Node, raw: object, at: At, look: Look) -> Html:
    """A node's fields."""
    match node:
        case Leaf():
            return _leaf(node, at, look)
        case Bilingual():
            return _bilingual(at, look)
        case Range():
            return _range(node, at, look)
        case Part():
            return _part(node, raw, at, look)
        case Items():
            return _items(node, raw, at, look)
        case Entries():
            return _entries(node, raw, at, look)
    raise TypeError(type(node).__name__)


def parts_of(node: Part, raw: object, at: At, look: Look) -> Html:
    """The fields of a map, one after the other."""
    said = node.as_map(raw)
    fields = (drawn(inner, said.get(key), at.down(key), look) for key, inner in node.fields.items())
    return tag("div", *fields, class_="fields")


def has_content(look: Look, name: str) -> bool:
    """True when a field of this name, or inside it, says something."""
    return any(words for key, words in look.values.items() if key == name or key.startswith(f"{name}."))


def _said(problems: Sequence[Problem], lang: str) -> Html:
    return join(
        tag("p", join([say_rule(p, lang), say_hint(p, lang)], " "), class_="error" if _bad(p) else "hint")
        for p in problems
    )


def _bad(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _leaf(node: Leaf, at: At, look: Look) -> Html:
    options = _options(node, at, look)
    value = look.values.get(at.name, "")
    problems = look.problems(at.path, within=True)
    if node.kind is Kind.WORDS and options:
        return _picks(at, value, options, look)
    control = _select(at, value, options, look) if options else _input(node, at, value, look)
    under = _seen(node.kind, value, look)
    return _field(at, look, Html(control + under), problems)


def _field(at: At, look: Look, control: Html, problems: Sequence[Problem]) -> Html:
    """A control under its words; what is wrong comes between the two."""
    hint = look.word(at.name, "hint")
    return tag(
        "div",
        tag("label", look.word(at.name) or at.name, for_=f"f-{at.name}"),
        tag("p", hint, class_="hint", id=f"h-{at.name}") if hint else None,
        tag("div", _said(problems, look.lang), id=f"e-{at.name}") if problems else None,
        control,
        class_="field wrong" if any(map(_bad, problems)) else "field",
    )


def _described(at: At, look: Look) -> str | None:
    told = [f"h-{at.name}"] if look.word(at.name, "hint") else []
    told += [f"e-{at.name}"] if look.problems(at.path, within=True) else []
    return " ".join(told) or None


def _input(node: Leaf, at: At, value: str, look: Look) -> Html:
    return tag(
        "input",
        type="text",
        id=f"f-{at.name}",
        name=at.name,
        value=value,
        inputmode="decimal" if node.kind in _NUMERIC else None,
        autocomplete="off",
        aria_describedby=_described(at, look),
    )


def _options(node: Leaf, at: At, look: Look) -> Options:
    if node.kind is Kind.FLAG:
        return (("true", label("yes", look.lang)), ("false", label("no", look.lang)))
    if node.choices:
        return tuple((value, look.choice(at.name, value)) for value in node.choices)
    return look.known.at(at.path) if node.kind in (Kind.WORD, Kind.WORDS) else ()


def _select(at: At, value: str, options: Options, look: Look) -> Html:
    known = {key for key, _ in options}
    strange: Options = () if value in known or not value else ((value, value),)
    listed: Options = (("", label(f"{FAMILY}.not_said", look.lang)), *options, *strange)
    return tag(
        "select",
        *(tag("option", name, value=key, selected="" if key == value else None) for key, name in listed),
        id=f"f-{at.name}",
        name=at.name,
        aria_describedby=_described(at, look),
    )


def _picks(at: At, value: str, options: Options, look: Look) -> Html:
    """Boxes to tick; the empty field says that they were shown, even when none is ticked."""
    ticked = [one.strip() for one in value.split(",") if one.strip()]
    known = {key for key, _ in options}
    every = (*options, *((one, one) for one in ticked if one not in known))
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name=at.name, value=key, checked="" if key in ticked else None),
            tag("span", name, translate="no"),
            class_="pick",
        )
        for key, name in every
    ]
    problems = look.problems(at.path, within=True)
    return tag(
        "fieldset",
        tag("legend", look.word(at.name) or at.name),
        _said(problems, look.lang),
        tag("input", type="hidden", name=at.name, value=""),
        tag("div", *boxes, class_="picks"),
        class_="field wrong" if any(map(_bad, problems)) else "field",
        id=f"f-{at.name}",
    )


def _seen(kind: Kind, value: str, look: Look) -> Html:
    """What was understood from a field, said in full."""
    words = ""
    if kind is Kind.DAY and (date := understood_day(value.strip())):
        words = day(date, look.lang)
    if kind is Kind.SPAN and value:
        words = _span_words(value, look.lang)
    return tag("p", f"= {words}", class_="seen", translate="no") if words else Html()


def _span_words(value: str, lang: str) -> str:
    from retour.web.editing.written import taken  # noqa: PLC0415

    try:
        return plain(parse_span(taken(value, Kind.SPAN, lang)), Voice(lang))
    except PydanticCustomError:
        return ""


def _bilingual(at: At, look: Look) -> Html:
    own, other = (look.lang, "en" if look.lang == "fr" else "fr")
    problems = look.problems(at.path, within=True)
    fields = [
        tag(
            "div",
            tag("label", label(f"{FAMILY}.in_{one}", look.lang), for_=f"f-{at.name}.{one}"),
            tag(
                "input",
                type="text",
                id=f"f-{at.name}.{one}",
                name=f"{at.name}.{one}",
                value=look.values.get(f"{at.name}.{one}", ""),
                lang=one,
                autocomplete="off",
            ),
        )
        for one in (own, other)
    ]
    return _side_by_side(at, look, fields, problems)


def _side_by_side(at: At, look: Look, fields: Sequence[Child], problems: Sequence[Problem]) -> Html:
    hint = look.word(at.name, "hint")
    return tag(
        "fieldset",
        tag("legend", look.word(at.name) or at.name),
        tag("p", hint, class_="hint") if hint else None,
        _said(problems, look.lang),
        tag("div", *fields, class_="across"),
        class_="field wrong" if any(map(_bad, problems)) else "field",
        id=f"f-{at.name}",
    )


def _range(node: Range, at: At, look: Look) -> Html:
    fields = [_leaf(leaf, at.down(key), look) for key, leaf in node.keys.items()]
    return _side_by_side(at, look, fields, look.problems(at.path))


def _part(node: Part, raw: object, at: At, look: Look) -> Html:
    inner = parts_of(node, raw, at, look)
    words = look.word(at.name) or at.name
    said = _said(look.problems(at.path), look.lang)
    if at.name.count(".") == 0:
        return tag("fieldset", tag("legend", words), said, inner, class_="group", id=f"f-{at.name}")
    opened = "" if has_content(look, at.name) or said else None
    return tag("details", tag("summary", words), said, inner, open=opened, id=f"f-{at.name}")


def _items(node: Items, raw: object, at: At, look: Look) -> Html:
    said = node.listed(raw)
    numbers = [*range(len(said)), *_sent(look, at.name, len(said))]
    blank = max(numbers, default=-1) + 1
    one = None if node.alone and len(numbers) < 2 else look.word(at.name, "one")
    body = []
    for number in numbers:
        here, value = _place(node, raw, at, number), _nth(said, number)
        fields = _item(node, value, here, look)
        gone = _gone(at.down(number), look) if number < len(said) else None
        body.append(fields if one is None else _entry(_title(look, here, one, number + 1), fields, gone))
    if node.alone and not numbers:
        return drawn(node.item, None, At(f"{at.name}.0", at.path, at.lang), look)
    return _many(at, look, body, _item(node, None, at.down(blank), look))


def _item(node: Items, raw: object, at: At, look: Look) -> Html:
    """The fields of an item; those of a map come without a title of their own."""
    if isinstance(node.item, Part):
        return Html(_said(look.problems(at.path), look.lang) + parts_of(node.item, raw, at, look))
    return drawn(node.item, raw, at, look)


def _place(node: Items, raw: object, at: At, number: int) -> At:
    """Where an item is; one that is written without a list is at the list's own path."""
    alone = node.alone and raw is not None and not isinstance(raw, list)
    return At(f"{at.name}.{number}", at.path, at.lang) if alone and number == 0 else at.down(number)


def _nth(said: Sequence[object], number: int) -> object:
    return said[number] if number < len(said) else None


def _sent(look: Look, name: str, known: int) -> Iterator[int]:
    """The numbers of entries that are not in the document yet, and that somebody began to fill."""
    for number in numbers_in(look.values, name):
        if number >= known and has_content(look, f"{name}.{number}"):
            yield number


def _entries(node: Entries, raw: object, at: At, look: Look) -> Html:
    said = list(node.as_map(raw).items())
    body = []
    for number, (key, value) in enumerate(said):
        here = at.down(number, key)
        fields = _entry_fields(node, value, here, look)
        hidden = tag(
            "input", type="hidden", name=f"{here.name}.{KEY}", value=look.values.get(f"{here.name}.{KEY}")
        )
        body.append(
            _entry(
                tag("span", _called(key, value, look), translate="no"),
                Html(hidden + fields),
                _gone(here, look),
            )
        )
    numbers = list(_sent(look, at.name, len(said)))
    body += [_fresh(node, at, number, look) for number in numbers]
    blank = max([*numbers, len(said) - 1], default=-1) + 1
    return _many(at, look, body, _fresh(node, at, blank, look))


def _called(key: str, value: object, look: Look) -> str:
    """What an entry is called: its name and its key, or its key alone."""
    name = value.get("name") if isinstance(value, Mapping) else value
    if isinstance(name, Mapping):
        name = name.get(look.lang) or next(iter(name.values()), None)
    return f"{name} ({key})" if isinstance(name, str) and name != key else str(key)


def _fresh(node: Entries, at: At, number: int, look: Look) -> Html:
    name = f"{at.name}.{number}"
    here = at.down(number, look.values.get(f"{name}.{KEY}") or number)
    key = At(f"{name}.{KEY}", here.path, at.lang)
    return Html(_leaf(node.keyed, key, look) + _entry_fields(node, None, here, look))


def _entry_fields(node: Entries, raw: object, here: At, look: Look) -> Html:
    if isinstance(node.entry, Part):
        return Html(_said(look.problems(here.path), look.lang) + parts_of(node.entry, raw, here, look))
    return drawn(node.entry, raw, At(inside(node.entry, here.name), here.path, here.lang), look)


def _entry(title: Child, fields: Html, gone: Html | None) -> Html:
    return tag("fieldset", tag("legend", title), fields, gone, class_="group")


def _title(look: Look, at: At, one: str | None, number: int) -> str:
    return f"{one or look.word(at.name)} {number}"


def _gone(at: At, look: Look) -> Html:
    name = f"{at.name}.{GONE}"
    return tag(
        "label",
        tag("input", type="checkbox", name=name, value="1", checked="" if look.values.get(name) else None),
        tag("span", label(f"{FAMILY}.remove_entry", look.lang)),
        class_="pick",
    )


def _many(at: At, look: Look, body: Sequence[Html], more: Html) -> Html:
    """What is there, then one more behind a sentence."""
    summary = look.word(at.name, "add") or label(f"{FAMILY}.add", look.lang)
    return tag(
        "fieldset",
        tag("legend", look.word(at.name) or at.name),
        _said(look.problems(at.path), look.lang),
        *body,
        tag("details", tag("summary", summary), more),
        class_="group",
        id=f"f-{at.name}",
    )
