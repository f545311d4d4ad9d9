"""A label that its author wrote in French, in English, or in both."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A bilingual label; the same words in both when its author wrote one."""

    fr: str
    en: str

    @classmethod
    def same(cls, words: str) -> "Text":
        """One wording for both languages."""
        return cls(fr=words, en=words)

    def in_(self, lang: str) -> str:
        """The label in `lang` (``fr`` or ``en``)."""
        return self.fr if lang == "fr" else self.en
