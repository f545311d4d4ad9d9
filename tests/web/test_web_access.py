"""Who reaches what: every address of the server, for everybody. An address that is not listed fails."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from report.assessments import firm
from retour.web.intake import drops, looks, reading
from retour.web.pilot import sharing
from retour.web.portfolio import folder, jobs, snapshots
from retour.web.workspaces import people
from retour.web.workspaces.models import Invitation, Role, Token

WHO = ("anonymous", "viewer", "editor", "owner", "stranger")
# in: sent to sign in · ok: the page, or the deed and a redirection · 403, 404 and others: as they are.
# Routes are written as the server knows them; what stands in <…> is filled from `places`.
TABLE = """
GET  /                                                   in   ok   ok   ok   ok
GET  health/                                             ok   ok   ok   ok   ok
POST language/                                           ok   ok   ok   ok   ok
GET  account/                                            in   ok   ok   ok   ok
GET  account/sign-in/                                    ok   ok   ok   ok   ok
POST account/sign-out/                                   in   ok   ok   ok   ok
GET  account/forgotten/                                  ok   ok   ok   ok   ok
GET  account/reset/<str:uid>/<str:token>/                404  404  404  404  404
GET  join/<str:secret>/                                  ok   ok   ok   ok   ok
GET  spaces/                                             in   ok   ok   ok   ok
POST spaces/new/                                         in   ok   ok   ok   ok
POST spaces/example/                                     in   ok   ok   ok   ok
POST w/<str:workspace>/rename/                           in   403  403  ok   404
POST w/<str:workspace>/remove/                           in   403  403  ok   404
GET  w/<str:workspace>/clone/                            in   403  403  ok   404
POST w/<str:workspace>/clone/                            in   403  403  ok   404
POST w/<str:workspace>/work/                             in   403  ok   ok   404
GET  w/<str:workspace>/work/<str:key>/                   in   ok   ok   ok   404
GET  w/<str:workspace>/people/                           in   ok   ok   ok   404
POST w/<str:workspace>/people/<int:member>/role/         in   403  403  ok   404
POST w/<str:workspace>/people/<int:member>/remove/       in   403  ok   ok   404
POST w/<str:workspace>/people/invitations/<int:invitation>/withdraw/ in 403 403 ok 404
POST w/<str:workspace>/people/tokens/                    in   403  403  ok   404
POST w/<str:workspace>/people/tokens/<int:token>/revoke/ in   403  403  ok   404
GET  w/<str:workspace>/people/journal/                   in   ok   ok   ok   404
GET  w/<str:workspace>/                                  in   ok   ok   ok   404
GET  w/<str:workspace>/tools/                            in   ok   ok   ok   404
GET  w/<str:workspace>/a/<str:automation>/               in   ok   ok   ok   404
POST w/<str:workspace>/a/<str:automation>/journal/       in   403  422  422  404
POST w/<str:workspace>/a/<str:automation>/use/           in   403  404  404  404
GET  w/<str:workspace>/a/<str:automation>/export/        in   ok   ok   ok   404
GET  w/<str:workspace>/explain/<path:figure>/            in   ok   ok   ok   404
GET  w/<str:workspace>/export/<str:kind>/                in   ok   ok   ok   404
GET  w/<str:workspace>/share/                            in   403  ok   ok   404
POST w/<str:workspace>/share/                            in   403  ok   ok   404
POST w/<str:workspace>/share/<int:share>/revoke/         in   403  ok   ok   404
GET  s/<str:link>/                                       ok   ok   ok   ok   ok
GET  s/<str:link>/download/                              ok   ok   ok   ok   ok
GET  w/<str:workspace>/measure/                          in   403  ok   ok   404
GET  w/<str:workspace>/measure/paste/                    in   403  ok   ok   404
POST w/<str:workspace>/measure/drafts/                   in   403  ok   ok   404
GET  w/<str:workspace>/measure/looks/<str:look>/         in   403  ok   ok   404
POST w/<str:workspace>/measure/looks/<str:look>/again/   in   403  ok   ok   404
POST w/<str:workspace>/measure/looks/<str:look>/forget/  in   403  ok   ok   404
GET  w/<str:workspace>/measure/looks/<str:look>/rejected/<int:number>/ in 403 ok ok 404
GET  w/<str:workspace>/measure/looks/<str:look>/result/  in   403  ok   ok   404
GET  w/<str:workspace>/measure/looks/<str:look>/lost/    in   403  ok   ok   404
POST w/<str:workspace>/measure/looks/<str:look>/names/   in   403  ok   ok   404
POST w/<str:workspace>/measure/looks/<str:look>/costs/   in   403  ok   ok   404
GET  w/<str:workspace>/measure/looks/<str:look>/effect/  in   403  ok   ok   404
GET  w/<str:workspace>/measure/looks/<str:look>/forward/ in   403  ok   ok   404
GET  w/<str:workspace>/measure/looks/<str:look>/page/    in   403  ok   ok   404
POST w/<str:workspace>/measure/looks/<str:look>/keep/    in   403  ok   ok   404
GET  w/<str:workspace>/measure/scenarios/                in   403  ok   ok   404
GET  w/<str:workspace>/measure/scenarios/<str:look>/     in   403  ok   ok   404
POST w/<str:workspace>/measure/scenarios/<str:look>/drafts/ in 403 ok  ok   404
GET  w/<str:workspace>/measure/sources/                  in   ok   ok   ok   404
GET  w/<str:workspace>/measure/sources/log/<str:process>/<str:form>/ in 403 404 404 404
POST w/<str:workspace>/measure/sources/add/              in   403  400  400  404
GET  w/<str:workspace>/measure/sources/drops/<str:job>/  in   403  ok   ok   404
GET  w/<str:workspace>/measure/sources/<int:file>/       in   ok   ok   ok   404
GET  w/<str:workspace>/measure/sources/<int:file>/download/ in 403 ok  ok   404
POST w/<str:workspace>/measure/sources/<int:file>/replace/ in 403  ok  ok   404
GET  w/<str:workspace>/measure/sources/<int:file>/remove/ in  403  ok   ok   404
GET  w/<str:workspace>/measure/sending/                  in   ok   ok   ok   404
POST w/<str:workspace>/measure/sending/make/             in   403  403  422  404
GET  w/<str:workspace>/measure/sending/<int:token>/      in   404  404  404  404
POST w/<str:workspace>/measure/sending/<int:token>/renew/ in  403  403  404  404
POST w/<str:workspace>/measure/sending/<int:token>/close/ in  403  403  404  404
GET  w/<str:workspace>/measure/problems/                 in   ok   ok   ok   404
GET  w/<str:workspace>/measure/problems/list/            in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/                          in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/decide/                   in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/log/                      in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/document/                 in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/document/<str:paper>.pdf   in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/log/file/                 in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/ledger/                   in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/ledger/file/              in   ok   ok   ok   404
POST w/<str:workspace>/reviews/ledger/close/             in   403  ok   ok   404
POST w/<str:workspace>/reviews/ledger/restate/           in   403  403  ok   404
GET  w/<str:workspace>/reviews/a/<str:automation>/       in   ok   ok   ok   404
GET  w/<str:workspace>/reviews/ground/<str:automation>/  in   ok   ok   ok   404
POST w/<str:workspace>/reviews/ground/<str:automation>/  in   403  ok   ok   404
GET  w/<str:workspace>/reviews/calendar/                 in   ok   ok   ok   404
POST w/<str:workspace>/reviews/calendar/link/            in   ok   ok   ok   404
POST w/<str:workspace>/reviews/calendar/close/           in   ok   ok   ok   404
GET  c/<str:secret>.ics                                  404  404  404  404  404
GET  mails/<str:token>/stop/                             404  404  404  404  404
GET  w/<str:workspace>/reviews/plan/                     in   ok   ok   ok   404
POST w/<str:workspace>/reviews/plan/                     in   403  ok   ok   404
GET  w/<str:workspace>/reviews/plan/<str:automation>/    in   ok   ok   ok   404
POST w/<str:workspace>/reviews/plan/<str:automation>/promise/ in 403 ok ok  404
GET  w/<str:workspace>/reviews/promises/                 in   ok   ok   ok   404
POST w/<str:workspace>/reviews/promises/<int:number>/    in   403  404  404  404
GET  w/<str:workspace>/register/                         in   ok   ok   ok   404
GET  w/<str:workspace>/register/settings/                in   ok   ok   ok   404
GET  w/<str:workspace>/register/new/<str:what>/          in   403  ok   ok   404
GET  w/<str:workspace>/register/templates/              in   ok   ok   ok   404
GET  w/<str:workspace>/register/templates/<slug:name>/   in   ok   ok   ok   404
POST w/<str:workspace>/register/templates/<slug:name>/   in   403  ok   ok   404
GET  w/<str:workspace>/register/dated/                   in   403  ok   ok   404
GET  w/<str:workspace>/register/folder/                  in   ok   ok   ok   404
GET  w/<str:workspace>/register/folder/zip/              in   ok   ok   ok   404
POST w/<str:workspace>/register/folder/look/             in   403  ok   ok   404
POST w/<str:workspace>/register/folder/take/<str:incoming>/ in 403 404  404  404
GET  w/<str:workspace>/register/form/<path:path>         in   ok   ok   ok   404
POST w/<str:workspace>/register/form/<path:path>         in   403  ok   ok   404
GET  w/<str:workspace>/register/text/<path:path>         in   ok   ok   ok   404
POST w/<str:workspace>/register/text/<path:path>         in   403  ok   ok   404
GET  w/<str:workspace>/register/history/<path:path>      in   ok   ok   ok   404
GET  w/<str:workspace>/register/revision/<int:number>/<path:path> in ok ok ok 404
POST w/<str:workspace>/register/restore/<int:number>/<path:path> in 403 ok ok 404
GET  w/<str:workspace>/register/remove/<path:path>       in   403  ok   ok   404
GET  w/<str:workspace>/register/take-over/<path:path>    in   403  403  ok   404
GET  api/v1/openapi.json                                 ok   ok   ok   ok   ok
GET  api/v1/workspace                                    401  401  401  401  401
GET  api/v1/register                                     401  401  401  401  401
PUT  api/v1/register/<path:path>                         401  401  401  401  401
POST api/v1/apply                                        401  401  401  401  401
GET  api/v1/problems                                     401  401  401  401  401
GET  api/v1/assessments                                  401  401  401  401  401
GET  api/v1/assessments/latest                           401  401  401  401  401
GET  api/v1/figures/<path:key>                           401  401  401  401  401
GET  api/v1/steering                                     401  401  401  401  401
GET  api/v1/exports/<str:kind>                           401  401  401  401  401
GET  api/v1/logs/<str:process>/<str:form>                401  401  401  401  401
GET  api/v1/files                                        401  401  401  401  401
PUT  api/v1/files/<path:path>                            401  401  401  401  401
POST api/v1/assess                                       401  401  401  401  401
GET  api/v1/jobs/<str:key>                               401  401  401  401  401
GET  api/v1/^(?P<rest>.*)$                               404  404  404  404  404
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def routes(patterns, before=""):
    """Every route that the server answers to."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route or "/"


@pytest.fixture
def places(cast):
    """What fills the blanks of the routes, all of it in Atelier Ver."""
    secret = people.invite(cast.seat, "new@example.com", Role.VIEWER)
    people.make_token(cast.seat, "night job", Token.Scope.READ)
    kept = snapshots.keep(cast.seat.workspace, firm())
    share, link = sharing.make(cast.seat, kept, firm(), automation="", with_names=False)
    upload = SimpleUploadedFile("log.csv", b"case,created,won\n1,2026-03-01 08:00,2026-03-02 08:00\n")
    looked, _ = looks.begin(cast.seat, looks.sort_out([upload]))
    reading.read(looked)
    return {
        "<str:workspace>": cast.seat.workspace.key,
        "<str:uid>": "MQ",
        "<str:token>": "not-a-token",
        "<str:secret>": str(secret),
        "<str:key>": jobs.ask(cast.seat, "assess").key,
        "<int:member>": str(cast.seat.workspace.memberships.get(role=Role.EDITOR).pk),
        "<int:invitation>": str(Invitation.objects.get().pk),
        "<int:token>": str(Token.objects.get().pk),
        "<str:automation>": "quotes",
        "<path:figure>": "quotes/worth/net",
        "<str:kind>": "json",
        "<str:paper>": "founder",
        "<str:process>": "quote",
        "<str:form>": "csv",
        "<int:share>": str(share.pk),
        "<str:link>": link,
        "<str:look>": looked.key,
        "<str:what>": "automation",
        "<slug:name>": "quote-followup",
        "<str:incoming>": "a" * 20,
        "<path:path>": "retour.yaml",
        "<path:key>": "quotes/worth/net",
        "<int:number>": "1",
        "<str:job>": drops.ask(cast.seat, [upload], {"home": "", "process": None, "lang": "en"}).key,
        "<int:file>": str(folder.keep_upload(cast.seat, upload, "events/log.csv").pk),
    }


def test_every_address_of_the_server_is_listed():
    listed = {row[1] for row in ROWS}
    assert set(routes(get_resolver().url_patterns)) - listed == set()


def test_no_address_is_listed_that_is_not_there():
    assert {row[1] for row in ROWS} - set(routes(get_resolver().url_patterns)) == set()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:2]))
def test_a_page_opens_to_those_whom_it_is_for(row, who, cast, places):
    method, route, *expected = row
    address = "/" + route.removeprefix("/")
    for blank, value in places.items():
        address = address.replace(blank, value)
    client = cast.client(who)
    answer = client.generic(method, address)
    answer.close()
    assert outcome(answer) == expected[WHO.index(who)]


def outcome(answer):
    """An answer in the table's words."""
    if answer.status_code == 302:
        return "in" if answer["Location"].startswith("/account/sign-in/?next=") else "ok"
    return "ok" if answer.status_code == 200 else str(answer.status_code)
