"""Takes the pictures of docs/screenshots: eight pages of the example, three widths, two languages.

A server must be running with the example open; the account's password is read from RETOUR_PASSWORD::

    python docs/take_screenshots.py http://localhost:8321 you@example.com
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

OUT = Path(__file__).parent / "screenshots"
OK = 200
WIDTHS, TALLEST = (1280, 768, 375), 2400
PAGES = {
    "home": "",
    "sheet": "a/quote-follow-up/",
    "explanation": "explain/quote-follow-up/worth/net/",
    "measure": "measure/",
    "register": "register/form/automations/quote-follow-up.yaml",
    "tools": "tools/",
    "reviews": "reviews/",
    "decisions": "reviews/decide/",
}


def main(server: str, email: str) -> None:
    """Sign in, find the example, take every picture."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{server}/account/sign-in/")
        page.fill("[name=username]", email)
        page.fill("[name=password]", os.environ["RETOUR_PASSWORD"])
        page.click("main button")
        page.goto(f"{server}/spaces/")
        page.locator("form[action='/spaces/example/'] button").click()
        home = page.url
        for lang in ("fr", "en"):
            page.context.add_cookies([{"name": "language", "value": lang, "url": server}])
            for name, path in PAGES.items():
                take(page, home + path, f"{name}-{lang}")
        browser.close()


def take(page: Any, address: str, name: str) -> None:  # noqa: ANN401  the driver's own type
    """One page at each width, as much of it as a picture can show."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.goto(address).status != OK:
            sys.exit(address)
        tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(
            path=OUT / f"{name}-{width}.jpg",
            type="jpeg",
            quality=70,
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": tall},
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
