"""Draws docs/pictures afresh: each page in each phase, as phones, laptops and the projector show it."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import func, select

from cafe.export import pdf
from cafe.store.rows import Event
from cafe.store.unit_of_work import Store
from cafe.usecases import report
from scripts import poppler
from scripts.chromium import required
from scripts.served import ROOT, Served, served

PICTURES = ROOT / "docs" / "pictures"
STAGES = ("lobby", "round-1", "switch", "harvest", "closed")
PHONE, LAPTOP, WALL = (360, 780), (1440, 900), (1920, 1080)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "ein langes Passwort"  # noqa: S105 - of a server that lives for a minute
LIVE_SECONDS = 20
REPORT_PAGES = {"title": "Ergebnisse des World Cafés", "themes": "Rang 1", "travels": "Abbildung 2"}
"""Pages of the PDF, by what stands on them first."""
GUESTS = (
    "Nadja; Bürgerschaft", "Ole; Unternehmen", "Dr. Müller-Lüdenscheidt; Verwaltung/Politik", "Käpt’n Blau", "Frauke",
    "Jörg; Verein/Ehrenamt", "Aylin; Jugend/Schule", "Emil; Bürgerschaft",
)  # fmt: skip


def main() -> None:
    """Draws them all, or the stages named on the command line."""
    wanted = tuple(sys.argv[1:]) or STAGES
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=required(), args=FLAGS)
        for stage in wanted:
            draw_stage(browser, server, stage)
            if stage == "closed":
                draw_report(server)
        draw_desk(browser, server)
        browser.close()


def draw_stage(browser: Browser, server: Served, stage: str) -> None:
    """All live pages at one stage."""
    print(f"  {stage}")
    said = server.flask("demo", "--stage", stage)
    links = dict(re.findall(r"^ +(lead|theme|screen) +(\S+)", said, re.M))
    codes = dict(re.findall(r"^ +(participant|host) .*personal code (\S+)", said, re.M))
    for who, code in codes.items():
        with page_of(browser, PHONE) as page:
            page.goto(f"{server.url}/back")
            page.get_by_label("persönlicher Code", exact=False).first.fill(code)
            page.locator("main form button[type=submit]").first.click()
            keep(page, f"{who}-{stage}-phone")
            page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
            keep(page, f"{who}-{stage}-laptop")
    for who, link in links.items():
        with page_of(browser, WALL if who == "screen" else LAPTOP) as page:
            page.goto(link)
            keep(page, f"{who}-{stage}" + ("" if who == "screen" else "-laptop"))
            if who != "screen":
                page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
                keep(page, f"{who}-{stage}-phone")


def draw_report(server: Served) -> None:
    """Three pages of what the city receives: title, a theme, how thoughts travelled."""
    print("  report")
    store = Store(f"sqlite:///{server.instance / 'cafe.sqlite'}", clock=lambda: 0)
    try:
        with store.read() as session:
            newest = session.scalars(select(func.max(Event.id))).one()
            whole = report.build(session, newest or 0, now=0)  # closed: its time is that of its last change
    finally:
        store.close()
    document = pdf.render(whole)
    pages = subprocess.run([poppler.required("pdftotext"), "-", "-"], input=document, capture_output=True, check=True)
    for name, sign in REPORT_PAGES.items():
        number = next(at for at, text in enumerate(pages.stdout.decode().split("\f"), 1) if sign in text)
        picture = [poppler.required("pdftoppm"), "-jpeg", "-jpegopt", "quality=80", "-r", "75", "-singlefile"]
        subprocess.run(
            [*picture, "-f", str(number), "-l", str(number), "-", PICTURES / f"report-{name}"],
            input=document, check=True,
        )  # fmt: skip


def draw_desk(browser: Browser, server: Served) -> None:
    """The door, and the organiser's pages."""
    print("  door and desk")
    code = re.findall(r"code (\w{6})", server.flask("demo", "--stage", "lobby"))[0]
    match = re.search(r"http://\S+/organise/first/\S+", server.log)
    first = match.group(0) if match else ""
    with page_of(browser, LAPTOP) as page:
        page.goto(first)
        both(page, "first-start")
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/organise/")
        both(page, "organise-list")
        page.goto(f"{server.url}/organise/new")
        both(page, "organise-new")
        page.goto(f"{server.url}/organise/")
        page.locator("main a[href*='/organise/']").filter(has_text="Stralsund").first.click()
        both(page, "organise-event")
        event = page.url
        for section in sorted({link.get_attribute("href") or "" for link in page.locator("nav a, main a").all()}):
            if section.startswith(re.sub(r"^https?://[^/]+", "", event).rstrip("/") + "/"):
                page.goto(server.url + section)
                both(page, "organise-" + section.rstrip("/").rsplit("/", 1)[-1])
        draw_paper(page, server)
    with page_of(browser, PHONE) as page:
        for name, path in (("start", "/"), ("join", f"/j/{code}"), ("back", "/back"), ("privacy", "/privacy"),
                           ("not-found", "/nirgends")):  # fmt: skip
            page.goto(server.url + path)
            both(page, name)


@contextmanager
def page_of(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    """A page of a browser that nobody has used before."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="de-DE", timezone_id="Europe/Berlin"
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def draw_paper(page: Page, server: Served) -> None:
    """The first page of what is printed, for some people who are registered and a hall with a network."""
    page.goto(f"{server.url}/organise/new")
    page.locator("input[name=template][value=stralsund]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/organise/\d+$"))
    event = page.url
    page.goto(f"{event}/guests")
    page.get_by_test_id("list").fill("\n".join(GUESTS))
    page.get_by_test_id("add-list").click()
    page.goto(f"{event}/wifi")
    page.get_by_test_id("wifi-name").fill("Rathaus-Gast")
    page.get_by_test_id("wifi-password").fill("Sund und Hafen")
    page.get_by_test_id("save").click()
    for part in ("tents", "badges", "door", "cards"):
        pdf = page.request.get(f"{event}/print/{part}.pdf?paper=a4").body()
        only_first = ["-r", "80", "-f", "1", "-l", "1", "-singlefile", "-jpeg"]
        subprocess.run(
            [poppler.required("pdftoppm"), *only_first, "-", PICTURES / f"print-{part}"], input=pdf, check=True
        )


def both(page: Page, name: str) -> None:
    """On a laptop and on a phone."""
    for (width, height), suffix in ((LAPTOP, "laptop"), (PHONE, "phone")):
        page.set_viewport_size({"width": width, "height": height})
        keep(page, f"{name}-{suffix}")


def keep(page: Page, name: str) -> None:
    """One picture, once the page is live."""
    if page.locator("body[data-page]").count():
        page.wait_for_selector(
            "[data-connection=live], [data-state=live], body[data-live]", timeout=LIVE_SECONDS * 1000, state="attached"
        )
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=80)


if __name__ == "__main__":
    main()
