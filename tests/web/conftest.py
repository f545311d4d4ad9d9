"""A server's folder of its own for every test, and a cast of people."""

import shutil
from dataclasses import dataclass

import pytest
from django.test import Client

from retour.web.accounts.models import User
from retour.web.pilot import kept
from retour.web.portfolio import opening, snapshots
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Membership, Role
from serving import Visitor, served
from web.touring import ANNE, until_done

PASSWORD = "a rather long sentence"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Each test has its own data folder, nothing kept in memory, fast passwords, and sends no mail."""
    snapshots.forget()
    kept.forget()
    settings.RETOUR_DATA = tmp_path / "data"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return settings.RETOUR_DATA


@dataclass(frozen=True)
class Cast:
    """A workspace, one person a role, and the owner of another workspace."""

    seat: Seat
    elsewhere: Seat
    people: dict[str, User]

    def client(self, who: str, lang: str = "en") -> Client:
        """A browser where somebody is signed in; "anonymous" is nobody."""
        client = Client(headers={"accept-language": lang})
        if who != "anonymous":
            client.force_login(self.people[who])
        return client


@pytest.fixture
def cast(db):
    """Atelier Ver has an owner, an editor and a viewer; Maison Bis has an owner."""
    people = {
        who: User.objects.create_user(f"{who}@example.com", PASSWORD)
        for who in ("viewer", "editor", "owner", "stranger")
    }
    seat = opening.begin(people["owner"], "Atelier Ver", lang="en")
    for who, role in (("viewer", Role.VIEWER), ("editor", Role.EDITOR)):
        Membership.objects.create(workspace=seat.workspace, user=people[who], role=role)
    return Cast(seat, opening.begin(people["stranger"], "Maison Bis", lang="en"), people)


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory):
    """A server's folder where Anne opened the example and its figures are there: to be copied."""
    data = tmp_path_factory.mktemp("example") / "data"
    with served(data) as server:
        server.account(ANNE, "fr")
        anne = Visitor(server, ANNE)
        home = anne.post("/spaces/example/").url.removeprefix(server.url)
        until_done(anne, anne.post(f"{home}work/").url.removeprefix(server.url))
        server.stop()
    return data


@pytest.fixture(scope="module")
def example(example_folder, tmp_path_factory):
    """A server of the module's own, where the example workspace has its figures."""
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(example_folder, data)
    with served(data) as server:
        yield server
