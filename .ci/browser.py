"""Opens pages in Chromium as their readers do and names what is not as it must be. Knows no format of minutes.

    browser.py FOLDER    of NAME.html and, for each, NAME.json: the texts that the page must show
"""

import json
import re
import shutil
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = [360, 800, 1400]
SCHEMES = ["light", "dark"]
PAPERS = ["A4", "Letter"]


def normal(text: str) -> str:
    """The text with one space for all the white space that stands together."""
    return " ".join(text.split())


def missing(page: Page, texts: list[str]) -> list[str]:
    shown = normal(page.inner_text("body"))
    return [f"does not show {text!r}" for text in texts if normal(text) not in shown]


def too_wide(page: Page) -> list[str]:
    has, needs = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    return [f"scrolls sideways: {needs} px of {has} px"] if needs > has else []


def inaccessible(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"axe: {rule['id']}: {node['html'][:200]}" for rule in violations for node in rule["nodes"]]


def unprintable(page: Page) -> list[str]:
    sheets = {paper: len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) for paper in PAPERS}
    return [f"prints no page on {paper}" for paper, count in sheets.items() if count == 0]


def complaints(browser: Browser, path: Path, width: int, scheme: str) -> list[str]:
    """What is wrong with the page at this width in this scheme, whatever the browser itself says among it."""
    found, asked = [], []
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.on("console", lambda message: found.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    found += missing(page, json.loads(path.with_suffix(".json").read_text("utf-8")))
    found += too_wide(page) + inaccessible(page) + unprintable(page)
    page.close()
    found += [f"asks for {url}" for url in asked if url != path.as_uri()]
    return [f"{path.stem}, {width} px, {scheme}: {complaint}" for complaint in found]


def main() -> None:
    paths = sorted(Path(sys.argv[1]).resolve().glob("*.html"))
    if not paths:
        sys.exit("no pages")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        views = [(path, width, scheme) for path in paths for width in WIDTHS for scheme in SCHEMES]
        found = [complaint for view in views for complaint in complaints(browser, *view)]
        browser.close()
    print(*found, f"{len(paths)} pages seen in {len(views)} views", sep="\n")
    sys.exit(1 if found else 0)


main()
