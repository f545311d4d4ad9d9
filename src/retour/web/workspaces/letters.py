"""What the mails about a workspace say."""

from django.conf import settings
from django.urls import reverse

from retour.web.accounts.models import Outgoing
from retour.web.accounts.outbox import Letter, writes
from retour.web.workspaces.models import Invitation
from retour.web.workspaces.people import secret_of
from retour.wording import say


@writes("invitation")
def invitation(mail: Outgoing) -> Letter | None:
    """The link of an invitation; nothing, when it was withdrawn, taken or replaced meanwhile."""
    found = Invitation.objects.select_related("workspace", "by").filter(pk=mail.about or 0).first()
    secret = secret_of(found) if found is not None and found.is_open else None
    if found is None or found.by is None or secret is None:
        return None
    words, lang = {"workspace": found.workspace.name, "by": str(found.by)}, found.by.language
    subject, text = (say(f"mail_invite_{part}", words, lang, family="people") for part in ("subject", "text"))
    where = settings.PUBLIC_URL + reverse("join", args=[secret])
    return Letter(to=found.email, subject=subject, paragraphs=(text, where))
