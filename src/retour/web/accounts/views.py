"""Signing in and out, a forgotten password, one's own account."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from retour.web.accounts import outbox, throttle
from retour.web.accounts.forms import ChangedPassword, NewPassword, Person, SignIn
from retour.web.accounts.models import User
from retour.web.frame.context import language
from retour.web.frame.languages import keep_language
from retour.wording import label


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, a bounded number of times."""
    form = SignIn(data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = str(form.cleaned_data["username"])
        if not throttle.may_try(request, "sign_in", email):
            form.add_error(None, label("accounts.too_many", language()))
            return render(request, "accounts/sign_in.html", {"form": form}, status=429)
        user = authenticate(request, username=email, password=form.cleaned_data["password"])
        if isinstance(user, User):
            throttle.succeeded(request, "sign_in", email)
            login(request, user)
            return keep_language(redirect(_next(request)), user.language)
        throttle.failed(request, "sign_in", email)
        form.add_error(None, label("accounts.sign_in_failed", language()))
    return render(request, "accounts/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def _next(request: HttpRequest) -> str:
    """Where somebody was going, when it is a page of this server."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, own, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("accounts:sign_in")


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link to choose a new password; neither the answer nor its time says who has an account."""
    if request.method != "POST":
        return render(request, "accounts/forgotten.html")
    email = request.POST.get("email", "").strip()[:254]
    if throttle.may_try(request, "reset", email):
        throttle.failed(request, "reset", email)
        outbox.post("reset", email)
    return render(request, "accounts/forgotten_sent.html")


IN_SESSION = "reset-token"
HIDDEN = "choose"


@login_not_required
@sensitive_post_parameters()
@never_cache
def reset(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a new password. The link's secret moves to the session, so that no page's address shows it."""
    user = _user_of(uid)
    if user is not None and token != HIDDEN and default_token_generator.check_token(user, token):
        request.session[IN_SESSION] = token
        return redirect("accounts:reset", uid=uid, token=HIDDEN)
    kept = str(request.session.get(IN_SESSION, ""))
    if user is None or token != HIDDEN or not default_token_generator.check_token(user, kept):
        return render(request, "accounts/reset_invalid.html", status=404)
    form = NewPassword(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        del request.session[IN_SESSION]
        return render(request, "accounts/reset_done.html")
    return render(request, "accounts/reset.html", {"form": form})


def _user_of(uid: str) -> User | None:
    try:
        return User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, OverflowError):
        return None


@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, language and password."""
    user = request.user
    if not isinstance(user, User):
        return redirect("accounts:sign_in")
    asked = request.POST.get("form")
    if asked == "password":
        return _change_password(request, user)
    person = _person(user, request.POST if asked == "person" else None)
    if asked == "person" and person.is_valid():
        user.name, user.language = person.cleaned_data["name"], person.cleaned_data["language"]
        user.mails = person.cleaned_data["mails"] or user.mails
        user.save(update_fields=["name", "language", "mails"])
        messages.success(request, label("accounts.account_saved", user.language))
        return keep_language(redirect("accounts:account"), user.language)
    return _account(request, person, ChangedPassword(user))


def _person(user: User, said: QueryDict | None = None) -> Person:
    return Person(said, initial={"name": user.name, "language": user.language, "mails": user.mails})


def _account(
    request: HttpRequest, person: Person, password: ChangedPassword, status: int = 200
) -> HttpResponse:
    about = {"person": person, "password": password}
    return render(request, "accounts/account.html", about, status=status)


def _change_password(request: HttpRequest, user: User) -> HttpResponse:
    """Change the password for whoever knows that of today, which may be guessed a bounded number of times."""
    person = _person(user)
    if not throttle.may_try(request, "password", user.email):
        messages.error(request, label("accounts.too_many", language()))
        return _account(request, person, ChangedPassword(user), status=429)
    form = ChangedPassword(user, request.POST)
    if not form.is_valid():
        if "old" in form.errors:
            throttle.failed(request, "password", user.email)
        return _account(request, person, form)
    throttle.succeeded(request, "password", user.email)
    update_session_auth_hash(request, form.save())
    messages.success(request, label("accounts.password_changed", language()))
    return redirect("accounts:account")
