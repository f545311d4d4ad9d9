"""The API described: OpenAPI 3.1, written by hand beside the addresses; a test holds the two together."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

import retour
from retour.web.api.door_description import (
    door_parameters,
    door_paths,
    door_responses,
    door_schemas,
    door_security,
)
from retour.web.portfolio.logs_out import FORMS

Schema = dict[str, Any]
OBJECT, TEXT, WHOLE, FLAG = {"type": "object"}, {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
WHEN = {"type": "string", "format": "date-time"}
PROBLEM = "application/problem+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = "It is being made in the background: ask again when the work is done."


@login_not_required
@require_GET
def described(request: HttpRequest) -> JsonResponse:
    """The description, for anybody."""
    return JsonResponse(description(), headers={"Cache-Control": "public, max-age=300"})


def description() -> Schema:
    """The OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Retour",
            "version": retour.__version__,
            "summary": "What your automations really bring back: register, assessments, exports.",
            "description": (
                "A token opens one workspace. It is made on the page People, shown once, and sent as "
                "`Authorization: Bearer …`. Tokens that may only read get 403 on what writes. Sentences come "
                "in French or English, by `Accept-Language`."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "tags": [
            {"name": "register", "description": "What is declared."},
            {"name": "assessments", "description": "What was found."},
            {"name": "files", "description": "The data."},
            {"name": "door", "description": "What tools send, with the token of a source."},
            {"name": "about", "description": "This API."},
        ],
        "paths": {**_paths(), **door_paths()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}, **door_security()},
            "schemas": {**_schemas(), **_found_schemas(), **door_schemas()},
            "responses": {
                "Problem": _content("Problem details (RFC 9457).", "Problem", kind=PROBLEM),
                **door_responses(),
            },
            "parameters": {**_parameters(), **door_parameters()},
        },
    }


def _content(words: str, schema: str, *, kind: str = "application/json") -> Schema:
    return {
        "description": words,
        "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _file(words: str, *kinds: str) -> Schema:
    return {"description": words, "content": {kind: {} for kind in kinds}}


def _named(*names: str) -> list[Schema]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _operation(tag: str, name: str, summary: str, answers: dict[str, Schema], **more: object) -> Schema:
    default = {"$ref": "#/components/responses/Problem"}
    return {
        "tags": [tag],
        "operationId": name,
        "summary": summary,
        "responses": answers | {"default": default},
        **more,
    }


def _paths() -> Schema:
    return {
        **_register_paths(),
        **_folder_paths(),
        **_assessment_paths(),
        **_work_paths(),
        **_file_paths(),
    }


def _register_paths() -> Schema:
    get, tag = "get", "register"
    yaml = {"required": True, "content": {"application/yaml": {"schema": TEXT}}}
    saved = {
        "200": _content("Saved, or nothing to change.", "Saved"),
        "201": _content("Saved, new.", "Saved"),
        "412": {"$ref": "#/components/responses/Problem"},
        "422": _content("Too wrong to be saved: nothing was.", "Problem", kind=PROBLEM),
    }
    return {
        "/workspace": {
            get: _operation(
                "about",
                "workspace",
                "The workspace that the token opens",
                {"200": _content("It.", "Workspace")},
            )
        },
        "/register": {
            get: _operation(
                tag,
                "documents",
                "The documents, by path",
                {"200": _content("A page of them.", "Documents")},
                parameters=_named("limit", "after"),
            )
        },
        "/register/{path}": {
            "parameters": _named("path"),
            get: _operation(
                tag,
                "document",
                "A document's text; its revision is the ETag",
                {"200": _file("The YAML text.", "application/yaml"), "304": {"description": "Not modified."}},
            ),
            "put": _operation(
                tag,
                "saveDocument",
                "Save a document, under the rules of the files",
                saved,
                requestBody=yaml,
                parameters=_named("ifMatch"),
            ),
            "delete": _operation(
                tag,
                "removeDocument",
                "Remove a document; its revisions stay",
                {"204": {"description": "Removed."}},
                parameters=_named("ifMatch"),
            ),
        },
    }


def _folder_paths() -> Schema:
    get, tag = "get", "register"
    return {
        "/apply": {
            "post": _operation(
                tag,
                "apply",
                "Make the register say what a folder says, whole or not at all",
                {
                    "200": _content("What changes, or would.", "Proposal"),
                    "409": {"$ref": "#/components/responses/Problem"},
                },
                requestBody={
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Folder"}}},
                },
                parameters=_named("dryRun"),
            )
        },
        "/problems": {
            get: _operation(
                tag,
                "problems",
                "What is wrong: in the register now, in the data at the last assessment",
                {"200": _content("Both lists.", "Problems")},
            )
        },
    }


def _assessment_paths() -> Schema:
    get, tag = "get", "assessments"
    lang = _named("lang")
    return {
        "/assessments": {
            get: _operation(
                tag,
                "assessments",
                "The kept assessments, latest first",
                {"200": _content("A page of them.", "Assessments")},
                parameters=_named("limit", "after"),
            )
        },
        "/assessments/latest": {
            get: _operation(
                tag,
                "latestAssessment",
                "The last assessment, as `retour audit --json` gives it",
                {"200": _content("The audit.", "Audit"), "202": _content(MADE, "Job")},
                parameters=lang,
            )
        },
        "/figures/{key}": {
            get: _operation(
                tag,
                "figure",
                "One figure, with the way back to its rows",
                {"200": _content("The figure.", "Figure")},
                parameters=_named("key", "lang"),
            )
        },
        "/steering": {
            get: _operation(
                tag,
                "steering",
                "The steering table",
                {"200": _content("Columns and rows.", "Steering")},
                parameters=lang,
            )
        },
    }


def _work_paths() -> Schema:
    get, tag = "get", "assessments"
    return {
        "/exports/{kind}": {
            get: _operation(
                tag,
                "export",
                "The last assessment as a file",
                {
                    "200": _file("The file.", "text/csv", "application/json", "text/html", XLSX),
                    "202": _content(MADE, "Job"),
                },
                parameters=_named("kind", "lang"),
            )
        },
        "/logs/{process}/{form}": {
            get: _operation(
                tag,
                "log",
                "The events of a process as a log for other tools (a token that may write)",
                {
                    "200": _file("The file, for ten minutes.", "application/octet-stream"),
                    "202": _content(MADE, "Job"),
                },
                parameters=_named("process", "form"),
            )
        },
        "/assess": {
            "post": _operation(
                tag,
                "assess",
                "Ask for an assessment as of today",
                {"202": _content("The work asked for.", "Job")},
            )
        },
        "/jobs/{job}": {
            get: _operation(
                tag,
                "job",
                "How far some work is",
                {"200": _content("The work.", "Job")},
                parameters=_named("job"),
            )
        },
    }


def _file_paths() -> Schema:
    tag = "files"
    body = {"required": True, "content": {"application/octet-stream": {}}}
    return {
        "/files": {
            "get": _operation(
                tag,
                "files",
                "The data files, by path",
                {"200": _content("A page of them.", "Files")},
                parameters=_named("limit", "after"),
            )
        },
        "/files/{path}": {
            "parameters": _named("path"),
            "put": _operation(
                tag,
                "keepFile",
                "Send a data file, in one stream of a bounded size",
                {
                    "200": _content("Replaced.", "File"),
                    "201": _content("New.", "File"),
                    "413": {"$ref": "#/components/responses/Problem"},
                },
                requestBody=body,
            ),
            "delete": _operation(
                tag, "forgetFile", "Remove a data file", {"204": {"description": "Removed."}}
            ),
        },
        "/openapi.json": {
            "get": _operation(
                "about",
                "openapi",
                "This description",
                {"200": _file("The document.", "application/json")},
                security=[],
            )
        },
    }


def _parameter(name: str, where: str, words: str, schema: Schema | None = None) -> Schema:
    return {
        "name": name,
        "in": where,
        "description": words,
        "required": where == "path",
        "schema": schema or TEXT,
    }


def _parameters() -> Schema:
    languages = {"type": "string", "enum": ["fr", "en"]}
    return {
        "path": _parameter(
            "path", "path", "Inside the folder, slashes included: `automations/quote-follow-up.yaml`."
        ),
        "key": _parameter("key", "path", "The figure's key, slashes included."),
        "kind": _parameter(
            "kind", "path", "The format.", {"type": "string", "enum": ["csv", "xlsx", "json", "html"]}
        ),
        "process": _parameter("process", "path", "The key of the process."),
        "form": _parameter("form", "path", "The format.", {"type": "string", "enum": [*FORMS]}),
        "job": _parameter("job", "path", "The work's key."),
        "limit": _parameter(
            "limit", "query", "Things a page, 50 when left out.", {**WHOLE, "minimum": 1, "maximum": 200}
        ),
        "after": _parameter("after", "query", "Where the page begins: see `next` of the page before."),
        "lang": _parameter("lang", "query", "Language; `Accept-Language` when left out.", languages),
        "dryRun": _parameter(
            "dry_run", "query", "1: say what would change, and change nothing.", {"enum": ["0", "1"]}
        ),
        "ifMatch": _parameter(
            "If-Match", "header", 'The ETag that was seen, `"3"`: 412 when somebody saved since.'
        ),
    }


def _record(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required or properties),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _page(item: str) -> Schema:
    return _record(items=_list(_ref(item)), next=_or_null(TEXT))


def _schemas() -> Schema:
    keeper = {"type": "string", "enum": ["web", "files"]}
    severity = {"type": "string", "enum": ["error", "warning", "note"]}
    change = {"type": "string", "enum": ["added", "changed", "removed", "moved"]}
    texts = {"type": "object", "additionalProperties": TEXT}
    seen = {"type": "object", "additionalProperties": WHOLE}
    wrong = _list(_ref("Wrong"))
    return {
        "Problem": _record(
            ("type", "title", "status", "detail"),
            type=TEXT,
            title=TEXT,
            status=WHOLE,
            detail=TEXT,
            problems=wrong,
        ),
        "Wrong": _record(
            rule=TEXT,
            file=TEXT,
            line=WHOLE,
            column=TEXT,
            value=TEXT,
            hint=TEXT,
            severity=severity,
            details=OBJECT,
            said=TEXT,
        ),
        "Workspace": _record(
            key=TEXT,
            name=TEXT,
            documents=WHOLE,
            files=WHOLE,
            writes=FLAG,
            latest=_or_null(_ref("Assessment")),
        ),
        "Document": _record(path=TEXT, kind=TEXT, revision=WHOLE, keeper=keeper),
        "Documents": _page("Document"),
        "Saved": _record(path=TEXT, revision=WHOLE, changed=FLAG, problems=wrong),
        "Folder": _record(("documents",), documents=texts, seen=seen, decisions=TEXT, ledger=TEXT),
        "Change": _record(path=TEXT, kind=change, seen=WHOLE, diff=_list(TEXT)),
        "Proposal": _record(
            changes=_list(_ref("Change")),
            problems=wrong,
            refused=FLAG,
            applied=FLAG,
            decisions=WHOLE,
            ledger=WHOLE,
        ),
        "Problems": _record(register=wrong, data=wrong),
    }


def _found_schemas() -> Schema:
    texts = {"type": "object", "additionalProperties": TEXT}
    state = {"type": "string", "enum": ["queued", "running", "done", "failed"]}
    return {
        "Assessment": _record(
            id=WHOLE,
            today={"type": "string", "format": "date"},
            made=WHEN,
            digest=TEXT,
            seed=WHOLE,
            version=TEXT,
        ),
        "Assessments": _page("Assessment"),
        "Audit": {"type": "object", "description": "Schema `retour-audit/1`."},
        "Figure": {
            "type": "object",
            "properties": {
                "key": TEXT,
                "said": TEXT,
                "grade": TEXT,
                "explained": TEXT,
                "explanation": {"type": "object", "description": "Schema `retour-explain/1`."},
            },
            "required": ["key", "said", "grade", "explained", "explanation"],
        },
        "Steering": _record(columns=texts, rows=_list(OBJECT)),
        "Job": _record(
            key=TEXT,
            kind=TEXT,
            state=state,
            step=TEXT,
            error=_or_null(TEXT),
            created=WHEN,
            ended=_or_null(WHEN),
        ),
        "File": _record(path=TEXT, size=WHOLE, sha256=TEXT, at=WHEN),
        "Files": _page("File"),
    }
