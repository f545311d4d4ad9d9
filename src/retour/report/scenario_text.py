"""The lint of scenario files in plain text: each weak point, why it matters, how to mend it in its tool."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retour.scenario import Builder, Finding, Linted
from retour.wording import say
from retour.wording.sentence import label
from retour.wording.typography import set_type

BUILDERS = {Builder.MAKE: "Make", Builder.N8N: "n8n"}
NAMED = 5  # modules named in one finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding in words, the same on every face."""

    rule: str
    level: str  # the code: serious, warning, note
    level_said: str
    title: str
    where: str  # empty when the whole scenario is meant
    why: str
    fix: str


def said_findings(linted: Linted, lang: str) -> tuple[Said, ...]:
    """The findings of a scenario in words, serious ones first."""
    return tuple(_said(finding, linted.scenario.builder, lang) for finding in linted.findings)


def said_unseen(linted: Linted, lang: str) -> tuple[str, ...]:
    """What the file cannot show, in words."""
    return tuple(say(code, {}, lang, family="lint_unseen") for code in linted.unseen)


def said_title(linted: Linted, lang: str) -> str:
    """The scenario's name and its tool."""
    name = linted.scenario.name or label("lint.nameless", lang)
    return label("lint.title", lang, name=name, builder=BUILDERS[linted.scenario.builder])


def said_score(linted: Linted, lang: str) -> str:
    """The score and what it is called."""
    fragility = linted.fragility
    if fragility is None:
        return label("lint.score_unknown", lang)
    return label("lint.score", lang, score=fragility.score, level=fragility.level)


def said_sum(linted: Linted, lang: str) -> str:
    """How the score was added up; empty when it is nought or unknown."""
    if linted.fragility is None or not linted.fragility.parts:
        return ""
    parts = [
        label("lint.part", lang, title=say(f.rule, f.details, lang, family="lint_title"), points=p.points)
        for f, p in zip(linted.findings, linted.fragility.parts, strict=True)
    ]
    return label("lint.how", lang, parts=" + ".join(parts))


def said_counts(linted: Linted, lang: str) -> str:
    """How big it is."""
    counts = linted.counts
    return label("lint.counts", lang, modules=counts.modules, apps=counts.apps, calls=counts.calls)


def scenario_text(file: str, linted: Linted, lang: str) -> str:
    """The lines of one scenario."""
    lines = [said_title(linted, lang), f"  {file}", f"  {said_counts(linted, lang)}"]
    lines += [f"  {said_score(linted, lang)}", ""]
    lines += _findings(said_findings(linted, lang), lang)
    summed = said_sum(linted, lang)
    lines += [f"  {summed}", ""] if summed else []
    lines += [f"  {label('lint.unseen', lang)}"]
    lines += [f"    - {said}" for said in said_unseen(linted, lang)]
    return "\n".join(lines)


def _findings(found: Iterable[Said], lang: str) -> Iterator[str]:
    colon = set_type(" :" if lang == "fr" else ":", lang)
    said = tuple(found)
    if not said:
        yield from (f"  {label('lint.nothing', lang)}", "")
    for one in said:
        yield f"  {one.level_said}{colon} {one.title}"
        yield from (f"    {line}" for line in (one.where,) if line)
        yield f"    {label('lint.why', lang, said=one.why)}"
        yield f"    {label('lint.fix', lang, said=one.fix)}"
        yield ""


def _said(finding: Finding, builder: Builder, lang: str) -> Said:
    details = dict(finding.details)
    return Said(
        rule=finding.rule,
        level=finding.level.value,
        level_said=label(f"lint.{finding.level.value}", lang),
        title=say(finding.rule, details, lang, family="lint_title"),
        where=_where(finding, builder, lang),
        why=say(finding.rule, details, lang, family="lint_why"),
        fix=say(f"{finding.rule}.{builder.value}", details, lang, family="lint_fix"),
    )


def _where(finding: Finding, builder: Builder, lang: str) -> str:
    numbered = builder is Builder.MAKE  # the number is on the screen, under the module
    names = [f"{at.name} ({at.id})" if numbered else at.name for at in finding.at]
    if not names:
        return ""
    rest = len(names) - NAMED
    if rest > 0:
        return label("lint.at_more", lang, modules=", ".join(names[:NAMED]), n=rest)
    return label("lint.at", lang, modules=", ".join(names))
