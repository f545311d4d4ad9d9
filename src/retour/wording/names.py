"""The words that a workspace itself uses: names of automations, indicators, activities, roles and tools."""

from collections.abc import Mapping
from dataclasses import dataclass

from retour.assessment.result import Assessment
from retour.effect.result import Rule
from retour.quantity import Exact, Unit
from retour.register.automation import Automation
from retour.register.workspace import Register
from retour.wording.catalogue import find
from retour.wording.numbers import listed
from retour.wording.sentence import Voice, fill, label, say, slots
from retour.wording.values import say_quantity
from retour.worth.result import BreakEven

IN_ITS_UNIT = {  # details of a rule that are in the indicator's unit
    "not_inferior": ("worst", "margin"),
    "hold_out_useful": ("drawn_detectable", "series_detectable"),
    "fit_before": ("fit", "median"),
}
NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Names:
    """Whose names are read, in which language. Without a register, keys stand for names."""

    lang: str
    register: Register | None = None

    @classmethod
    def of(cls, assessment: Assessment, lang: str) -> "Names":
        """The names of an assessed workspace."""
        return cls(lang, assessment.dossier.register)

    @property
    def currency(self) -> str:
        """The currency of the workspace."""
        return self.register.currency if self.register else "EUR"

    @property
    def voice(self) -> Voice:
        """The language and the currency together."""
        return Voice(self.lang, self.currency)

    def automation(self, automation: Automation) -> str:
        """Its name."""
        return automation.name.in_(self.lang)

    def of_key(self, key: str) -> str:
        """The name of the automation with this key, or the key."""
        found = self.register.automation(key) if self.register else None
        return self.automation(found) if found else key

    def indicator(self, automation: Automation, key: str) -> str:
        """The name of an indicator of an automation, or its key."""
        found = automation.indicator(key)
        return found.name.in_(self.lang) if found else key

    def activity(self, process: str | None, key: str) -> str:
        """The name of an activity, or its key."""
        declared = self.register.process(process) if self.register else None
        found = declared.activity(key) if declared else None
        return found.name.in_(self.lang) if found else key

    def process(self, key: str | None) -> str:
        """The name of a process; « non déclaré » without one."""
        found = self.register.process(key) if self.register else None
        return found.name.in_(self.lang) if found else key or label("not_declared", self.lang)

    def objective(self, key: str | None) -> str:
        """The name of an objective; « non déclaré » without one."""
        found = self.register.objective(key) if self.register else None
        return found.name.in_(self.lang) if found else key or label("not_declared", self.lang)

    def role(self, key: str) -> str:
        """The name of a role, or its key."""
        found = self.register.role(key) if self.register else None
        return found.name.in_(self.lang) if found else key

    def tool(self, key: str) -> str:
        """The name of a tool, or its key."""
        found = self.register.tool(key) if self.register else None
        return found.name.in_(self.lang) if found else key

    def tools(self, automation: Automation) -> str:
        """The tools of an automation, with plus signs as in the article."""
        return " + ".join(self.tool(t) for t in automation.tools) or label("not_declared", self.lang)

    def named(self, automation: Automation, details: Mapping[str, object]) -> dict[str, object]:
        """Details with the keys that people never see replaced by names."""
        said = dict(details)
        for slot in ("indicator", "guardrail"):
            if isinstance(said.get(slot), str):
                said[slot] = self.indicator(automation, str(said[slot]))
        for slot, name in (("role", self.role), ("tool", self.tool), ("objective", self.objective)):
            if isinstance(said.get(slot), str):
                said[slot] = name(str(said[slot]))
        return said

    def say(self, code: str, automation: Automation, details: Mapping[str, object], family: str) -> str:
        """A code of this automation, its keys named."""
        named = self.named(automation, details)
        return say(code, named, self.lang, family=family, currency=self.currency)

    def attribute(self, process: str | None, key: str) -> str:
        """The column that a case attribute is read from, in its owner's words, or its key."""
        declared = self.register.process(process) if self.register else None
        files = declared.files if declared else ()
        columns = (column for file in files for column, named in file.attributes.items() if named == key)
        return next(columns, key.replace("_", " "))

    def rule(self, automation: Automation, indicator: str, rule: Rule) -> str:
        """A rule of the grade, in the indicator's unit, its keys named.

        `code.bare` is said where a number is missing, `code.corrected` where the method made up for it.
        """
        details = self._of_rule(automation, indicator, rule)
        template = find(rule.code, "rule", self.lang) or ""
        lacking = any(details.get(slot) in (None, "", ()) for slot in slots(template))
        variants = (("corrected", bool(details.get("corrected"))), ("bare", lacking or rule.passed is None))
        for variant, holds in variants:
            if holds and find(f"{rule.code}.{variant}", "rule", self.lang):
                return self.say(f"{rule.code}.{variant}", automation, details, "rule")
        return self.say(rule.code, automation, details, "rule")

    def _of_rule(self, automation: Automation, indicator: str, rule: Rule) -> dict[str, object]:
        declared, process = automation.indicator(indicator), automation.process
        unit = declared.effect_unit if declared else Unit.COUNT
        said: dict[str, object] = {"unit": self.attribute(process, automation.rollout.unit or "")}
        for slot, value in rule.details.items():
            said[slot] = self.few(value)
            if slot in IN_ITS_UNIT.get(rule.code, ()) and isinstance(value, float):
                said[slot] = say_quantity(Exact(max(value, 0.0)), unit, self.voice)
        match rule.code, rule.details:
            case "adjusted", {"names": tuple(keys)}:
                said["names"] = listed([self.attribute(process, key) for key in keys], self.lang)
            case "confounders_recorded", {"name": str(key)}:
                said["name"] = self.attribute(process, key)
            case "controls_recorded", {"missing": tuple(keys)}:
                said["missing"] = listed([self.indicator(automation, key) for key in keys], self.lang)
        return said

    def few(self, value: object) -> object:
        """A detail; a long list is cut, because a person reads it."""
        if not isinstance(value, tuple) or len(value) <= NAMED_AT_MOST:
            return value
        return (*value[:NAMED_AT_MOST], label("more_of_them", self.lang, n=len(value) - NAMED_AT_MOST))

    def money_word(self, code: str) -> str:
        """The words of a worth line or an input, with its subject: « Coût horaire (Commercial) »."""
        words = fill("{code:say money}", {"code": code}, self.voice)
        subject = code.partition(":")[2].partition("#")[0]
        if not subject:
            return words
        said = fill("{code:say money}", {"code": subject}, self.voice).lower()
        return f"{words} ({said if said != subject else self.role(subject)})"

    def break_even(self, automation: Automation, told: BreakEven) -> str:
        """What a break-even is about, and whether it is a least or a most: « Surveillance : au plus »."""
        way = "at_least" if told.at_least else "at_most"
        return label(f"break_even.{way}", self.lang, what=self._moved(automation, told))

    def handled_as(self, told: BreakEven) -> str:
        """« Exécutions », « Éléments traités »: what is counted where it is no cases; else empty."""
        if told.kind != "cases" or told.unit is Unit.CASES_PER_MONTH:
            return ""
        said = say(told.inputs[0].partition(":")[2], {}, self.lang, family="per")
        return said[:1].upper() + said[1:]

    def _moved(self, automation: Automation, told: BreakEven) -> str:
        per = self.handled_as(told)
        if per:
            return label("break_even.volume", self.lang, per=per)
        if told.kind in ("cases", "minutes_saved"):
            return label(f"break_even.{told.kind}", self.lang)
        if told.kind == "effect":
            name = self.indicator(automation, told.code.partition(":")[2])
            return f"{self.money_word('effect')} {label('pilot.quoted', self.lang, name=name)}"
        if told.kind == "build":
            return label("worth_build", self.lang)
        return self.money_word(told.code.removeprefix("cost:"))

    def money_words(self, codes: tuple[str, ...]) -> str:
        """Several of them, as a list."""
        return listed([self.money_word(code) for code in codes], self.lang)
