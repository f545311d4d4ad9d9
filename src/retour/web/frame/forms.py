"""Forms whose labels and hints are the product's sentences, and whose errors are tied to their fields."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from retour.web.frame.context import language
from retour.wording import label


class Worded:
    """Gives a form's fields their words: `words` and `hints` map a field to a code of the sentences."""

    words: ClassVar[Mapping[str, str]] = {}
    hints: ClassVar[Mapping[str, str]] = {}
    template_name_div = "frame/fields.html"
    template_name = "frame/fields.html"
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's own signature
        super().__init__(*args, **kwargs)
        self.__dict__["use_required_attribute"] = True
        for name, field in self.fields.items():
            if name in self.words:
                field.label = label(self.words[name], language())
            field.help_text = label(self.hints[name], language()) if name in self.hints else ""
