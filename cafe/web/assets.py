"""What the browser is given beside the pages: built once per release, served for ever.

static/ is the source. At start-up it is copied to static/build/<release>/, where <release> is a hash over all of it:
each style sheet that stands in static/css/ is put together with what it imports (one request per audience), comments
are left out, and everything has a brotli and a gzip twin beside it. A page already open keeps asking for its own
release, so the last few stay.

Where set-up has brought esbuild, each page's module comes with all it imports in one small file: a hall's Wi-Fi carries
that in half the time. Without esbuild the same modules are served one by one, and work the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from functools import cache
from gzip import compress as gzip
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING

import brotli
from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask import Flask

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
ESBUILD = STATIC.parent / "node_modules" / "@esbuild"
"""esbuild's program for this machine lies below, in a folder named after the system."""
URL = "/static/"
EXTENSION = "cafe_assets"
KEPT_RELEASES = 3
DAY_SECONDS = 24 * 3600
LEFT_OUT = {"build", "LICENSE.txt", ".d.ts", ".br", ".gz", "icons.txt", "icons-phone.txt"}
WORKERS = "js/workers"
SPRITE = "vendor/icons.svg"
PHONE_SPRITE = "vendor/icons-phone.svg"
PHONE_ICONS = "icons-phone.txt"
PRELOADS = "preloads.json"
COMPRESSED = {".css", ".js", ".svg", ".json", ".txt"}

IMPORT_CSS = re.compile(
    r'^@import "(?P<path>[^"]+)"(?: layer\((?P<layer>[\w-]+)\))?(?: (?P<media>[^;]+))?;$', re.MULTILINE
)
IMPORT_JS = re.compile(r'^(?:import|export)\b[^"\';]*?["\'](?P<path>\.{1,2}/[^"\']+)["\']', re.MULTILINE)
SYMBOL = re.compile(r'<symbol id="(?P<name>[^"]+)".*?</symbol>', re.DOTALL)
COMMENT_CSS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
# Only comments that have their lines to themselves: nothing inside a string or a pattern can look like one.
COMMENT_JS = re.compile(r"^[ \t]*(?:/\*\*?(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)


class Assets:
    """One release of static/, built and ready to be served."""

    def __init__(self, source: Path = STATIC, esbuild: Path = ESBUILD) -> None:
        self.source = source
        self.esbuild = esbuild
        self.release = build(source, esbuild)

    def url(self, path: str) -> str:
        """Where this release has a file of static/: url("css/phone.css"). Raises FileNotFoundError for others."""
        if not (self.source / "build" / self.release / path).is_file():
            raise FileNotFoundError(f"static/{path} is not there. A file of vendor/ comes with: make setup")
        return f"{URL}{self.release}/{path}"

    def icon_url(self, name: str) -> str:
        """Where an icon is drawn: phones fetch a small sprite of theirs, the rest lies in the large one."""
        return f"{self.url(PHONE_SPRITE if name in phone_icons(self.source) else SPRITE)}#{name}"

    def preloads(self, module: str) -> list[str]:
        """The URLs of a page's module and of all it imports, nearest first, so that it can ask for them at once."""
        known: dict[str, list[str]] = json.loads((self.source / "build" / self.release / PRELOADS).read_bytes())
        return [self.url(path) for path in known[module]]

    def worker(self, name: str) -> str | None:
        """The script of a service worker, in one piece; None where set-up brought no esbuild to put it together."""
        path = self.source / "build" / self.release / WORKERS / f"{name}.js"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def refresh(self) -> None:
        """Builds again where a file has changed: for work on the pages, with the server running."""
        self.release = build(self.source, self.esbuild)


def install(app: Flask, source: Path = STATIC) -> Assets:
    """Builds the release, serves it under /static/, and gives templates `asset`, `icon_url` and `preloads`."""
    assets = app.extensions[EXTENSION] = Assets(source)
    app.jinja_env.globals.update(asset=assets.url, icon_url=assets.icon_url, preloads=assets.preloads)
    if app.debug:
        app.before_request(assets.refresh)
    app.wsgi_app = served(app.wsgi_app, source, watch=app.debug)  # type: ignore[method-assign]  # Flask's own advice
    return assets


def served(wsgi: WSGIApplication, source: Path = STATIC, *, watch: bool = False) -> WhiteNoise:
    """`wsgi` with every built release in front of it. The release stands in the URL, so a file never changes."""
    files = WhiteNoise(wsgi, autorefresh=watch, immutable_file_test=lambda _path, _url: True, allow_all_origins=False)
    files.add_files(str(source / "build"), prefix=URL)
    return files


def build(source: Path, esbuild: Path) -> str:
    """Builds static/build/<release>/ unless it is there, and returns the release's name.

    Written aside and renamed at the end: two processes starting together don't meet in half a folder.
    """
    originals = sorted(path for path in source.rglob("*") if path.is_file() and is_served(path.relative_to(source)))
    program = next(esbuild.glob("*/bin/esbuild"), None)
    sheets = sorted(source.glob("css/*/**/*.css"))  # not served by themselves, but parts of what is
    package = [program.parent.parent / "package.json"] if program else []
    inputs = [*originals, *sheets, *source.glob(PHONE_ICONS), *package]
    release = hash_of(source, inputs)
    home = source / "build"
    if (home / release).is_dir():
        os.utime(home / release)
        return release
    home.mkdir(exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=home, prefix=".new-"))
    aside.chmod(0o755)
    for original in originals:
        path = original.relative_to(source)
        if not (program and path.suffix == ".js") and path.parent.as_posix() != WORKERS:
            write(aside / path, content_of(source, path))
    pages = [path.relative_to(source).as_posix() for path in originals if path.parent == source / "js" / "pages"]
    preloads = {page: bundle_page(source, page, aside, program) if program else imports(source, page) for page in pages}
    (aside / PRELOADS).write_text(json.dumps(preloads))
    for worker in source.glob(f"{WORKERS}/*.js"):
        if program:
            write(
                aside / worker.relative_to(source),
                bundle_worker(source, worker.relative_to(source).as_posix(), program),
            )
    if (source / PHONE_ICONS).is_file():
        write(aside / PHONE_SPRITE, cut_sprite((source / SPRITE).read_text(encoding="utf-8"), phone_icons(source)))
    try:
        aside.rename(home / release)
    except OSError:  # another process was quicker, with the same files
        shutil.rmtree(aside)
    forget_old(home, release)
    return release


def is_served(path: Path) -> bool:
    """Is this file of static/ for browsers? Style sheets below css/ reach them as parts of those in css/ itself."""
    if path.parts[0] in LEFT_OUT or any(path.name.endswith(ending) for ending in LEFT_OUT):
        return False
    if path.parts[0] == "css" and len(path.parts) > 2:
        return False
    return not any(part.startswith(".") for part in path.parts)


def hash_of(source: Path, originals: list[Path]) -> str:
    """Twelve letters that change with any file's name or content, and with this builder."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for original in originals:
        digest.update(f"{os.path.relpath(original, source)}\0".encode())
        digest.update(hashlib.sha256(original.read_bytes()).digest())
    return digest.hexdigest()[:12]


def content_of(source: Path, path: Path) -> bytes:
    """A file as the browser receives it."""
    if path.suffix == ".css":
        return squeeze_css(bundle(source / path)).encode()
    if path.suffix == ".js" and path.parts[0] != "vendor":
        return COMMENT_JS.sub("", (source / path).read_text(encoding="utf-8")).encode()
    return (source / path).read_bytes()


def bundle(entry: Path) -> str:
    """A style sheet with each `@import` replaced by what it names, in the layer and for the media it names."""

    def imported(match: re.Match[str]) -> str:
        text = bundle(entry.parent / match["path"])
        if match["layer"]:
            text = f"@layer {match['layer']} {{\n{text}}}\n"
        if match["media"]:
            text = f"@media {match['media']} {{\n{text}}}\n"
        return text

    return IMPORT_CSS.sub(imported, entry.read_text(encoding="utf-8"))


def squeeze_css(text: str) -> str:
    """The same rules without comments and the space between them; what stands in quotes stays as it is."""
    parts = re.split(r'("[^"\n]*")', COMMENT_CSS.sub("", text))
    return "".join(part if part.startswith('"') else squeeze_rules(part) for part in parts).strip()


def squeeze_rules(text: str) -> str:
    """Style rules without quotes, on one line."""
    text = re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", text))
    return text.replace(";}", "}").replace(": ", ":")


def bundle_page(source: Path, page: str, target: Path, program: Path) -> list[str]:
    """Puts a page's module and its imports into one file; what it imports later, by `import()`, gets its own files.

    Returns the files the page needs at first. Raises RuntimeError with esbuild's words where a module is faulty.
    """
    with tempfile.TemporaryDirectory() as folder:
        home, story = Path(folder) / "out", Path(folder) / "story.json"
        done = subprocess.run(  # noqa: S603 - our own program with our own files
            [
                program, page, "--bundle", "--minify", "--splitting", "--format=esm", "--target=es2022",
                "--outbase=.", f"--outdir={home}", "--chunk-names=js/chunks/[name]-[hash]", f"--metafile={story}",
                "--legal-comments=none", "--log-level=error",
            ],
            cwd=source, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"esbuild could not put {page} together:\n{done.stderr}")
        for path in home.rglob("*.js"):
            write(target / path.relative_to(home), path.read_bytes())
        outputs = json.loads(story.read_bytes())["outputs"]
        names = {name: relative_name(name, source, home) for name in outputs}
        needed = [next(name for name, output in outputs.items() if output.get("entryPoint") == page)]
        for name in needed:
            static = [link["path"] for link in outputs[name]["imports"] if link["kind"] == "import-statement"]
            needed += [link for link in static if link not in needed]
        return [names[name] for name in needed]


def bundle_worker(source: Path, worker: str, program: Path) -> bytes:
    """Puts a service worker and all it imports into one plain script: few browsers take modules there.

    Raises RuntimeError with esbuild's words where it is faulty.
    """
    done = subprocess.run(  # noqa: S603 - our own program with our own files
        [program, worker, "--bundle", "--minify", "--format=iife", "--target=es2022", "--legal-comments=none"],
        cwd=source, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"esbuild could not put {worker} together:\n{done.stderr.decode()}")
    return done.stdout


def relative_name(name: str, source: Path, home: Path) -> str:
    """esbuild names what it wrote as seen from where it ran; we name it as seen from where it was put."""
    return (source / name).resolve().relative_to(home.resolve()).as_posix()


def imports(source: Path, module: str) -> list[str]:
    """`module` and all modules it imports, directly or not, breadth first; paths within static/."""
    found = [module]
    for path in found:
        code = (source / path).read_text(encoding="utf-8")
        for match in IMPORT_JS.finditer(code):
            target = normpath(join(path, "..", match["path"]))
            if target not in found:
                found.append(target)
    return found


@cache
def phone_icons(source: Path) -> frozenset[str]:
    """The names in static/icons-phone.txt: what a phone's first page draws."""
    path = source / PHONE_ICONS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def cut_sprite(sprite: str, names: frozenset[str]) -> bytes:
    """The sprite with these icons only. Raises ValueError for a name it doesn't have."""
    symbols = {match["name"]: match[0] for match in SYMBOL.finditer(sprite)}
    if unknown := names - symbols.keys():
        raise ValueError(
            f"static/{PHONE_ICONS} names icons that static/icons.txt doesn't: {', '.join(sorted(unknown))}"
        )
    kept = "".join(symbols[name] for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{kept}</svg>'.encode()


def write(path: Path, content: bytes) -> None:
    """Writes a file, and its compressed twins where they are smaller."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix not in COMPRESSED:
        return
    for ending, twin in ((".br", brotli.compress(content)), (".gz", gzip(content, mtime=0))):
        if len(twin) < len(content):
            path.with_name(path.name + ending).write_bytes(twin)


def forget_old(home: Path, release: str) -> None:
    """Clears releases away that nobody has started for a day, but the newest few: a page may be open for long."""
    others = [path for path in home.iterdir() if path.name != release]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT_RELEASES - 1 :]:
        if time.time() - path.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
