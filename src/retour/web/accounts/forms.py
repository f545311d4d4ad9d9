"""Forms of accounts. Their words are the product's, in the reader's language."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from retour.web.accounts.models import Mails, User
from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.wording import label


def _new_password() -> forms.CharField:
    look = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(max_length=200, strip=False, widget=look)


def _mails() -> list[tuple[str, str]]:
    return [(mails.value, label(f"accounts.mails_{mails}", language())) for mails in Mails]


class SignIn(Worded, forms.Form):
    """An address and a password."""

    words = {"username": "accounts.email", "password": "accounts.password"}
    username = forms.EmailField(
        max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class Person(Worded, forms.Form):
    """What somebody says about themselves."""

    words = {"name": "accounts.name", "language": "frame.language", "mails": "accounts.mails"}
    hints = {"mails": "accounts.mails_hint"}
    name = forms.CharField(max_length=120, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    mails = forms.ChoiceField(choices=_mails, required=False)


class NewPassword(Worded, forms.Form):
    """A password, twice."""

    words = {"password": "accounts.new_password", "again": "accounts.new_password_again"}
    hints = {"password": "accounts.password_rule"}
    password = _new_password()
    again = _new_password()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's own signature
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """A password that is not too easy."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        said = self.cleaned_data
        if "password" in said and said.get("again") != said["password"]:
            self.add_error("again", label("accounts.not_the_same", language()))
        return said

    def save(self) -> User:
        """The person, with the new password."""
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])
        return self.user


class ChangedPassword(NewPassword):
    """The password of today, then the new one twice."""

    words = {**NewPassword.words, "old": "accounts.old_password"}
    old = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "password", "again")

    def clean_old(self) -> str:
        """The password of today."""
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise forms.ValidationError(label("accounts.wrong_password", language()))
        return old


class NewPerson(Worded, forms.Form):
    """A name and a password for somebody who was invited."""

    words = {"name": "accounts.name", "password": "accounts.new_password"}
    hints = {"password": "accounts.password_rule"}
    name = forms.CharField(max_length=120)
    password = _new_password()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:  # noqa: ANN401  Django's own signature
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """A password that is not too easy."""
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.email))
        return password

    def save(self) -> User:
        """The new person."""
        return User.objects.create_user(
            self.email,
            self.cleaned_data["password"],
            name=self.cleaned_data["name"],
            language=language(),
        )
