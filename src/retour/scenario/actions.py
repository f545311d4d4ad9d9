"""What a module does, told from the name of its action, its operation or the address that it calls."""

import re

from retour.scenario.scenario import Does

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_VERBS: dict[Does, str] = {
    Does.UPDATE: "upsert update edit modify move set delete remove archive clear replace mark assign "
    "unsubscribe tag untag label share rename patch put sync complete cancel close",
    Does.PAY: "charge pay refund payout payment transfer capture",
    Does.SEND: "send post reply publish tweet message mail email notify sms call invite forward broadcast",
    Does.CREATE: "create add append insert upload new duplicate copy make book schedule generate register",
    Does.READ: "get list search read find lookup look download export fetch query select watch retrieve info "
    "count aggregate extract detect parse convert check verify analyze validate load",
}
_BY_VERB = {verb: does for does, verbs in _VERBS.items() for verb in verbs.split()}
_PAYS = re.compile(
    r"stripe|paypal|mollie|adyen|gocardless|sumup|square|lemonway|payplug|razorpay", re.IGNORECASE
)
_TALKS = re.compile(
    r"slack|telegram|discord|mattermost|microsoft-?teams|whatsapp|twilio|gmail|google-email|email|outlook|mailgun"
    r"|sendgrid|mailjet|mandrill|resend|brevo|sendinblue|pushover|pushbullet|gotify|ntfy|rocketchat|matrix|line"
    r"|signl4|pagerduty|opsgenie|google-?chat|zulip|sms|vonage|messagebird|twist|webex|awsSes|smtp",
    re.IGNORECASE,
)
_MODELS = re.compile(
    r"openai|anthropic|mistral|generativelanguage|cohere|huggingface|replicate|perplexity|groq|deepseek|ollama"
    r"|openrouter|:11434|stability|elevenlabs",
    re.IGNORECASE,
)
_ASKS = re.compile(r"/(?:search|list|query|graphql|token|oauth2?|login|lookup)\b", re.IGNORECASE)


def of_action(app: str, action: str) -> Does:
    """What an action does: `addRow` creates, `searchRows` reads, `ActionSendEmail` sends.

    An action that is not understood reads: nothing is held against what is not known.
    """
    named = [w.lower() for w in _WORD.findall(action)]
    verbs = [_BY_VERB[w] for w in named if w in _BY_VERB]
    does = verbs[0] if verbs else Does.READ
    if "append" in named and "update" in named:
        return Does.UPDATE
    return sharper(app, does)


def sharper(app: str, does: Does) -> Does:
    """Creating a charge is paying; creating a message is sending."""
    if does is Does.CREATE and _PAYS.search(app):
        return Does.PAY
    if does is Does.CREATE and talks(app):
        return Does.SEND
    return does


def talks(app: str) -> bool:
    """An app by which people are told things."""
    return _TALKS.search(app) is not None


def mails(app: str) -> bool:
    """An app that is somebody's mailbox."""
    return re.search(r"gmail|google-email|email|outlook|imap", app, re.IGNORECASE) is not None


def thinks(words: str) -> bool:
    """An AI model, by its app or its address."""
    return _MODELS.search(words) is not None


def of_call(method: str, url: str) -> Does:
    """A call by hand: asking a model or a question by POST changes nothing outside."""
    if thinks(url):
        return Does.ASK
    return Does.READ if method == "POST" and _ASKS.search(url) else Does.CALL


def of_method(app: str, method: str) -> Does:
    """What a raw call to an app's own interface does, by its method."""
    if method in {"PUT", "PATCH", "DELETE"}:
        return Does.UPDATE
    return sharper(app, Does.CREATE) if method == "POST" else Does.READ
