"""A document as somebody opens it to change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.http import Http404, QueryDict

from retour.connectors.declared.folder import kind_of
from retour.connectors.declared.rewriting import Edit, rewritten
from retour.quantity import Problem
from retour.register.sheet import Kind, Path
from retour.register.workspace import Register
from retour.web.editing.sections import shape
from retour.web.editing.shape import At, Values
from retour.web.frame.context import language
from retour.web.portfolio.decisions import is_signed
from retour.web.portfolio.documents import read_around, sheet_of, texts
from retour.web.portfolio.folder import Misplaced, placed
from retour.web.portfolio.models import Document, Revision
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace
from retour.wording import label

_MAY_BE_BARE = ("activities", "objectives", "tools")  # entries whose key alone says something
MOST_FIELDS = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document at one of its revisions; `number` 0 is one that is not there yet."""

    workspace: Workspace
    path: str
    kind: Kind
    text: str
    number: int = 0
    locked: bool = False
    signed: bool = False

    @property
    def name(self) -> str:
        """Its path's last part, without its ending."""
        return PurePosixPath(self.path).stem

    @property
    def title(self) -> str:
        """What it is called, for its readers."""
        said = self.data.get("name") if isinstance(self.data, Mapping) else None
        if isinstance(said, Mapping):
            said = said.get(language()) or next(iter(said.values()), None)
        if self.kind in ("changes", "journal"):
            section = "dated" if self.kind == "changes" else "journal"
            return label(f"editing.section_{section}", language())
        return str(said or self.name)

    @property
    def data(self) -> object:
        """What it says, as plain Python."""
        return sheet_of(self.path, self.text)[0].data if self.text.strip() else {}

    @property
    def has_form(self) -> bool:
        """True when it can be read as a map of a size that a form can show."""
        if not isinstance(self.data, Mapping):
            return not self.text.strip()
        wrong = sheet_of(self.path, self.text)[1] if self.text.strip() else ()
        return not wrong and len(shape(self.kind).show(self.data, "", "en")) <= MOST_FIELDS

    def at_revision(self, number: int) -> "Opened":
        """The same document as it was at a revision; Http404 when there is no such revision."""
        if number in (self.number, 0):
            return self if number == self.number else self._with("", 0)
        here = Revision.objects.filter(workspace=self.workspace, path=self.path, number=number)
        found = here.exclude(text=None).first()
        if found is None or found.text is None:
            raise Http404
        return self._with(found.text, number)

    def _with(self, text: str, number: int) -> "Opened":
        return Opened(
            workspace=self.workspace,
            path=self.path,
            kind=self.kind,
            text=text,
            number=number,
            locked=self.locked,
        )

    def fields(self, lang: str) -> dict[str, str]:
        """The texts of its fields."""
        return shape(self.kind).show(self.data, "", lang)

    def edits(self, values: Values, lang: str) -> list[Edit]:
        """What changes for its fields to say `values`."""
        return list(shape(self.kind).edits(self.data, values, At("", (), lang)))

    def changed(self, edits: Iterable[Edit], text: str | None = None) -> str:
        """Its text, or another one, once changed."""
        return rewritten(self.text if text is None else text, edits, kept=self._kept())

    def _kept(self) -> list[Path]:
        said = self.data if isinstance(self.data, Mapping) else {}
        return [
            (section, str(key))
            for section in _MAY_BE_BARE
            for key in (said.get(section) if isinstance(said.get(section), Mapping) else {}) or {}
        ]

    def around(self, text: str | None = None) -> tuple[Register | None, tuple[Problem, ...]]:
        """The register as far as it needs it, and what is wrong in it, with its own text or another."""
        declared = texts(self.workspace) | ({} if text is None else {self.path: text})
        register, problems = read_around(declared, [self.path])
        return register, tuple(p for p in problems if p.place.file == self.path)


def opened(seat: Seat, path: str) -> Opened:
    """The document at a path; Http404 when there is none, and no place for it."""
    kind = kind_at(path)
    found = Document.objects.filter(workspace=seat.workspace, path=path).first()
    if found is None and kind not in ("workspace", "changes", "journal"):
        raise Http404
    return Opened(
        workspace=seat.workspace,
        path=path,
        kind=kind,
        text=found.text if found else "",
        number=found.number if found else 0,
        locked=found is not None and found.keeper == Document.Keeper.FILES,
        signed=is_signed(seat.workspace, path),
    )


def kind_at(path: str) -> Kind:
    """The kind of document at a path; Http404 when none may be there."""
    try:
        placed(path)
        kind = kind_of(path)
    except (Misplaced, KeyError):
        raise Http404 from None
    if not path.endswith(".yaml"):
        raise Http404
    return kind


def sent(post: QueryDict) -> dict[str, str]:
    """The texts of the fields that a page sent; boxes that go together are one field."""
    return {
        name: ", ".join(one for one in post.getlist(name) if one) if len(post.getlist(name)) > 1 else words
        for name, words in post.items()
        if isinstance(words, str)
    }


def automations_in(workspace: Workspace) -> list[str]:
    """The names of the automations' files."""
    paths = Document.objects.filter(workspace=workspace, path__startswith="automations/")
    return [PurePosixPath(path).stem for path in paths.values_list("path", flat=True)]
