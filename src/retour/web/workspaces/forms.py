"""Forms about people and tokens."""

from django import forms

from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.web.workspaces.models import Role, Token
from retour.wording import label


def roles() -> list[tuple[int, str]]:
    """The roles on offer, in words."""
    return [(role.value, label(f"role.{role.label}", language())) for role in Role]


_OF_THE_API = (Token.Scope.READ, Token.Scope.WRITE)


def scopes() -> list[tuple[str, str]]:
    """What a token may do, in words."""
    return [(scope.value, label(f"people.scope_{scope.value}", language())) for scope in _OF_THE_API]


class Invite(Worded, forms.Form):
    """Somebody's address, and their role."""

    words = {"email": "accounts.email", "role": "people.column_role"}
    email = forms.EmailField(max_length=254)
    role = forms.TypedChoiceField(choices=roles, coerce=lambda value: Role(int(value)))


class NewToken(Worded, forms.Form):
    """What a token is for, and what it allows."""

    words = {"name": "people.token_name", "scope": "people.token_scope"}
    name = forms.CharField(max_length=80)
    scope = forms.ChoiceField(choices=scopes)
