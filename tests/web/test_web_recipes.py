"""The recipes work: copied from the page of a source, and from the documentation, against a real server."""

import gzip
import html
import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from connectors.pushed.test_pushed_traces import as_protobuf, node, request, workflow
from serving import Visitor
from web.touring import ANNE

DOCS = Path(__file__).parents[2] / "docs" / "how-to"
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


class Maker:
    """Anne, who makes sources in the example workspace and copies their recipes."""

    def __init__(self, server):
        self.server, self.anne = server, Visitor(server, ANNE)
        home = re.search(r'href="(/w/\w+/)"', self.anne.get("/spaces/").read().decode())[1]
        self.sending = f"{home}measure/sending/"

    def source(self, name, how="sent"):
        """A new source: its secret, and its recipes by title."""
        made = self.anne.post(f"{self.sending}make/", name=name, process="quote", how=how).read().decode()
        (secret,) = re.findall(r'<code class="token"[^>]*>([^<]+)</code>', made)
        (recipes,) = re.findall(r'href="(/w/\w+/measure/sending/\d+/)"', made)
        page = self.anne.get(recipes).read().decode()
        blocks = re.findall(r'<code class="language-(\w+)"[^>]*>(.*?)</code>', page, re.DOTALL)
        return secret, [(language, html.unescape(text)) for language, text in blocks]

    def counts(self, name):
        """Events and runs of a source, as the page counts them."""
        page = self.anne.get(self.sending).read().decode()
        row = next(r for r in page.split("<tr>") if f">{name}</span>" in r)
        return tuple(int(n) for n in re.findall(r'class="num"[^>]*>(\d+)<', row))


@pytest.fixture(scope="module")
def maker(example):
    return Maker(example)


def ran(command, language):
    """What a recipe prints."""
    words = ["bash", "-c", command] if language == "bash" else [sys.executable, "-c", command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.replace("'", '"')


@needs_curl
def test_the_recipes_of_a_source_work_as_they_are_copied(maker):
    secret, recipes = maker.source("copied")
    runnable = [(lang, text.replace("YOUR_TOKEN", secret)) for lang, text in recipes if lang != "json"]
    told = [json.loads(ran(text, lang)) for lang, text in runnable if "N8N_" not in text]
    assert told == [
        {"accepted": 1, "duplicates": 0, "errors": []},  # curl
        {"accepted": 0, "duplicates": 1, "errors": []},  # Python sends the same event
        {"accepted": 1, "duplicates": 0, "errors": []},  # a run
    ]
    assert maker.counts("copied") == (1, 1)


def test_the_signed_recipe_works_and_a_renewed_secret_works_too(maker):
    secret, [(language, text)] = maker.source("signs", how="signing")
    assert json.loads(ran(text.replace("YOUR_SECRET", secret), language))["accepted"] == 1
    forged = text.replace("YOUR_SECRET", "whsec_" + "A" * 32)
    refused = subprocess.run([sys.executable, "-c", forged], capture_output=True, text=True, check=False)
    assert "401" in refused.stderr


@needs_curl
@pytest.mark.parametrize("page", ["push.md", "push.fr.md"])
def test_the_commands_of_the_documentation_work_as_they_are_copied(maker, example, page):
    secret, _ = maker.source(page.replace(".", "-"))
    text = (DOCS / page).read_text(encoding="utf-8").replace("YOUR_TOKEN", secret)
    text = text.replace("https://retour.example.com", example.url)
    commands = [b for b in re.findall(r"```bash\n(.*?)```", text, re.DOTALL) if b.startswith("curl")]
    told = [json.loads(ran(command, "bash")) for command in commands]
    assert [(t["accepted"], t["duplicates"], t["errors"]) for t in told] == [
        (1, 0, []),
        (1, 1, []),
        (1, 0, []),
    ]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_what_n8n_exports_is_kept_as_a_run_and_answered_as_the_protocol_wants(maker, example, packed):
    secret, _ = maker.source(f"n8n-{packed}")
    told = request(workflow(n8n__workflow__name="quote-follow-up"), node("b1"), node("b2"))
    body = as_protobuf(told)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/x-protobuf"}
    if packed:
        body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
    for _ in range(2):  # an exporter that is not sure sends again
        asked = urllib.request.Request(f"{example.url}/v1/traces", data=body, headers=headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            read = ExportTraceServiceResponse.FromString(answer.read())
            assert (answer.status, answer.headers["Content-Type"]) == (200, "application/x-protobuf")
            assert (read.partial_success.rejected_spans, read.partial_success.error_message) == (0, "")
    assert maker.counts(f"n8n-{packed}") == (0, 1)
