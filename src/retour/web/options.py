"""What whoever runs the server may choose, all of it in the environment; nothing is needed on a laptop."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

LOCAL = ("localhost", "127.0.0.1", "[::1]")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Where mails go; without a host they are printed by the server."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False
    sender: str = "retour@localhost"

    @classmethod
    def of(cls, text: str) -> "Mail":
        """Read ``smtp://user:password@host:port?from=…`` (STARTTLS, but on port 25) or ``smtps://…``."""
        url = urlsplit(text)
        return cls(
            host=url.hostname or "",
            port=url.port or (465 if url.scheme == "smtps" else 587),
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            tls=url.scheme == "smtp" and url.port != 25,
            ssl=url.scheme == "smtps",
            sender=parse_qs(url.query).get("from", ["retour@localhost"])[0],
        )

    @property
    def backend(self) -> str:
        """Django's way of sending."""
        return f"django.core.mail.backends.{'smtp' if self.host else 'console'}.EmailBackend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The server's choices.

    `data`: folder of the database, the workspaces' files and the secret key. `database`: a URL
    (``postgres://…``), else SQLite in `data`. `url`: where people reach the server; ``https`` turns on every
    protection that needs it. `upload_limit`: bytes a file. `quota`: bytes of data
    files a workspace. `patience`: seconds that a slow sender is waited for. `events_rate`: events a second
    that one source may send.
    """

    data: Path
    database: str
    url: SplitResult
    secret: str
    mail: Mail
    upload_limit: int
    quota: int
    patience: float
    events_rate: float
    behind_proxy: bool

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Options":
        """Read the environment."""
        data = Path(environment.get("RETOUR_DATA") or _data_home(environment) / "retour")
        return cls(
            data=data,
            database=environment.get("RETOUR_DATABASE") or f"sqlite:///{data / 'retour.sqlite3'}",
            url=urlsplit(environment.get("RETOUR_URL") or "http://localhost:8321"),
            secret=environment.get("RETOUR_SECRET") or kept_secret(data) or secrets.token_urlsafe(48),
            mail=Mail.of(environment.get("RETOUR_MAIL", "")),
            upload_limit=int(environment.get("RETOUR_UPLOAD_MB") or 200) * MEGABYTE,
            quota=int(environment.get("RETOUR_SPACE_MB") or 5_000) * MEGABYTE,
            patience=float(environment.get("RETOUR_PATIENCE") or 30),
            events_rate=float(environment.get("RETOUR_EVENTS_RATE") or 20_000),
            behind_proxy=environment.get("RETOUR_PROXY", "") in ("1", "yes", "true"),
        )

    @property
    def secure(self) -> bool:
        """True when people reach the server by https."""
        return self.url.scheme == "https"

    @property
    def hosts(self) -> list[str]:
        """The names that the server answers to."""
        own = [self.url.hostname] if self.url.hostname else []
        return own if self.secure else [*own, *LOCAL]


def _data_home(environment: Mapping[str, str]) -> Path:
    said = environment.get("XDG_DATA_HOME")
    return Path(said) if said else Path.home() / ".local" / "share"


def kept_secret(data: Path) -> str:
    """The key kept beside the database; empty when none was made yet."""
    with suppress(OSError):
        return (data / "secret.key").read_text(encoding="ascii").strip()
    return ""


def make_secret(data: Path) -> None:
    """Make the key that signs sessions and snapshots, once, readable by its owner only."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        descriptor = os.open(data / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
