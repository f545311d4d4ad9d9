"""Stopping the mails of the rhythm from a mail: one click, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from retour.web.accounts.models import Mails, User

SIGNER = Signer(salt="retour.mails")


def token_of(user: User) -> str:
    """What opens the page that stops somebody's mails, and nothing else."""
    return SIGNER.sign(str(user.pk))


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask (a mail's link may be opened by a program), then stop. A mail client posts at once (RFC 8058)."""
    user = _user_of(token)
    if request.method == "POST":
        User.objects.filter(pk=user.pk).update(mails=Mails.NOTHING)
    return render(request, "audits/stop.html", {"done": request.method == "POST"})


def _user_of(token: str) -> User:
    try:
        found = User.objects.filter(pk=int(SIGNER.unsign(token)), is_active=True).first()
    except (BadSignature, ValueError):
        found = None
    if found is None:
        raise Http404
    return found
