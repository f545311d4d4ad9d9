"""The look of every page: stylesheets and fonts in `assets`, one copy for the web and for one file."""

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

ASSETS = files("retour.report") / "assets"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_FONT = re.compile(r"url\((\S+?\.woff2)\)")
_TOKEN = re.compile(r"--([a-z]+):(#[0-9a-f]{3,6})")


def asset(name: str) -> Traversable:
    """A file of the look: `face.css`, `fonts.css`, a `.woff2`."""
    return ASSETS / name


@cache
def page_css() -> str:
    """All the style of a page that stands alone: the fonts are inside it, so it asks nobody for anything."""
    fonts = _FONT.sub(lambda found: f"url({_data(found[1])})", asset("fonts.css").read_text("utf-8"))
    return fonts + _COMMENT.sub("", asset("face.css").read_text("utf-8"))


def _data(name: str) -> str:
    return "data:font/woff2;base64," + b64encode(asset(name).read_bytes()).decode("ascii")


@cache
def tokens(*, dark: bool = False) -> dict[str, str]:
    """The colours by name, `{"ink": "#1d2733", …}`, as the stylesheet states them: paper or dark screen."""
    light, after = asset("face.css").read_text("utf-8").split("prefers-color-scheme:dark", 1)
    found = dict(_TOKEN.findall(light))
    return found | dict(_TOKEN.findall(after.split("/*", 1)[0])) if dark else found
