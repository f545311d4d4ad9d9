"""What the mails about an account say."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from retour.web.accounts.models import Outgoing, User
from retour.web.accounts.outbox import Letter, writes
from retour.wording import label


@writes("reset")
def reset(mail: Outgoing) -> Letter | None:
    """A link to choose a new password; nothing, when nobody has an account at that address."""
    user = User.objects.filter(email__iexact=mail.to, is_active=True).first()
    if user is None:
        return None
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    where = reverse("accounts:reset", args=[uid, default_token_generator.make_token(user)])
    words = ("mail_reset_subject", "mail_reset_text", "mail_reset_ignore")
    subject, text, ignore = (label(f"accounts.{code}", user.language) for code in words)
    return Letter(to=user.email, subject=subject, paragraphs=(text, settings.PUBLIC_URL + where, ignore))
