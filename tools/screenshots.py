"""Take the README's pictures of the desk from the demo project: ``python tools/screenshots.py [--chromium PROGRAM]``.

It needs the dev extra and a Chromium; it makes the demo in a temporary folder and writes ``docs/img/desk-*.png``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"
PORT = 8766
SIZE = {"width": 1060, "height": 600}


@contextmanager
def desk_of_demo() -> Iterator[str]:
    """The link to a desk over the demo's drafts, while it is open."""
    program = [sys.executable, "-m", "newsdraft"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*program, "demo", "--into", folder, "-q"], check=True, stdout=subprocess.DEVNULL)
        opened = [*program, "desk", "--project", folder, "--port", str(PORT), "--by", "Ana Petrova"]
        process = subprocess.Popen(opened, stdout=subprocess.PIPE, text=True)
        try:
            printed = process.stdout.readline() if process.stdout else ""
            yield re.findall(r"http\S+", printed)[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def main() -> None:
    """Make the demo, open its desk and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    chromium = parser.parse_args().chromium
    IMAGES.mkdir(parents=True, exist_ok=True)
    with desk_of_demo() as link, sync_playwright() as drives:
        browser = drives.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, base_url=link.partition("/enter")[0])
        page.goto(link)
        page.get_by_role("button", name="Open the desk").click()
        page.wait_for_load_state()
        page.screenshot(path=IMAGES / "desk-queue.png")
        page.locator(".cards h2 a", has_text="mice").click()
        page.wait_for_load_state()
        draft = page.url.partition("?")[0]
        page.locator("a.sentence", has_text="82%").click()
        page.wait_for_url("**at=*")
        page.locator(".pair").scroll_into_view_if_needed()
        page.locator(".pair").evaluate("each => each.scrollIntoView()")
        page.screenshot(path=IMAGES / "desk-draft.png")
        page.goto(f"{draft}/edit/lead")
        page.screenshot(path=IMAGES / "desk-edit.png")
        browser.close()


if __name__ == "__main__":
    main()
