"""An object log as OCEL 2.0 XML."""

from collections.abc import Iterable
from pathlib import Path

from retour.store.exports.held import Held
from retour.store.exports.ocel import FLOATS, QUALIFIER, Event, objects_of
from retour.store.exports.written import text_of, xml_text


def write_xml(held: Held, out: Path) -> None:
    """Types, then objects, then events, an element a line."""
    with objects_of(held) as found, text_of(out) as stream:
        type_ = xml_text(found.type, held)
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<log>\n<object-types>\n')
        stream.write(
            f'<object-type name="{type_}"><attributes/></object-type>\n</object-types>\n<event-types>\n'
        )
        stream.writelines(_type(activity, names, held) for activity, names in found.types().items())
        stream.write("</event-types>\n<objects>\n")
        stream.writelines(
            f'<object id="{xml_text(case, held)}" type="{type_}"><attributes/><objects/></object>\n'
            for case in found.cases()
        )
        stream.write("</objects>\n<events>\n")
        stream.writelines(_event(event, held) for event in found.events())
        stream.write("</events>\n</log>\n")


def _type(activity: str, names: Iterable[str], held: Held) -> str:
    attributes = "".join(
        f'<attribute name="{xml_text(name, held)}" type="{"float" if name in FLOATS else "string"}"/>'
        for name in names
    )
    name = xml_text(activity, held)
    return f'<event-type name="{name}"><attributes>{attributes}</attributes></event-type>\n'


def _event(event: Event, held: Held) -> str:
    values = "".join(
        f'<attribute name="{xml_text(name, held)}">{xml_text(value, held)}</attribute>'
        for name, value in event.values.items()
    )
    cases = "".join(
        f'<relationship object-id="{xml_text(case, held)}" qualifier="{QUALIFIER}"/>' for case in event.cases
    )
    own = f'id="{xml_text(event.id, held)}" type="{xml_text(event.activity, held)}" time="{event.time}"'
    return f"<event {own}><attributes>{values}</attributes><objects>{cases}</objects></event>\n"
