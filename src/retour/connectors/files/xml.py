"""XML gone through safely: no entity, no network, no document type, nothing huge."""

from collections.abc import Iterator, Sequence
from typing import Any

from retour.connectors.files.findings import Findings
from retour.connectors.files.source import Source, Stream

_CUT = ("file.truncated_gzip", "file.broken", "file.zip_bomb")


def declares_a_doctype(source: Source, findings: Findings) -> bool:
    """True, and a problem, for a file that declares a document type or entities."""
    head = source.sample[:65_536]
    refused = b"<!DOCTYPE" in head or b"<!ENTITY" in head
    if refused:
        findings.add("xml.doctype")
    return refused


def parsed(stream: Stream, tags: Sequence[str], findings: Findings) -> Iterator[Any]:
    """The elements of these names, each when it ends; where the file is broken, they end, and it is said.

    Whoever asks for one forgets it (`forget`) before the next: elements are not kept for long files.
    """
    from lxml import etree  # noqa: PLC0415 - only logs need it

    parser = etree.iterparse(
        stream,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parser:
            yield element
    except etree.XMLSyntaxError as error:
        if not any(findings.counts[rule] for rule in _CUT):
            findings.add("xml.broken", line=error.lineno or 0, value=str(error.msg))


def forget(element: Any) -> None:  # noqa: ANN401 - lxml
    """Free an element that was read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
