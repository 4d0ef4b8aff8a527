"""The browser gets each file once, small, and never an old one."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import brotli
import pytest
from flask import Flask

from cafe.web import assets

ENTRY = """@import "layers.css";
@import "parts/table.css" layer(parts) screen and (min-width: 9rem);
"""
PART = """.table {
  /* a table */
  color: red;
}

.seat::after {
  content: "; {";
}
"""
PAGE = """import { a } from "../lib/a.js";
export { c } from "../lib/c.js";
const late = await import("../lib/late.js");
"""
MODULE = """/**
 * Says a.
 */
import {
  c,
} from "./c.js";

// a remark
export const a = "https://a/*b*/" + c; // kept
"""


@pytest.fixture
def static(tmp_path: Path) -> Path:
    files = {
        "css/phone.css": ENTRY,
        "css/layers.css": "/* once */\n@layer base, parts;\n",
        "css/parts/table.css": PART,
        "js/pages/table.js": PAGE,
        "js/lib/a.js": MODULE,
        "js/lib/c.js": "export const c = 1;\n",
        "js/lib/late.js": "export const late = 1;\n",
        "vendor/icons.svg": '<svg xmlns="x"><symbol id="bike"><path /></symbol>\n<symbol id="sun"></symbol>\n</svg>',
        "icons-phone.txt": "# phones\nbike\n",
        "vendor/idb.js.LICENSE.txt": "ISC",
        "icons.txt": "bike",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


NO_ESBUILD = Path("/nowhere")
ROOT = assets.STATIC.parent


def served_text(static: Path, path: str) -> str:
    built = assets.Assets(static, NO_ESBUILD)
    return (static / "build" / built.release / path).read_text()


def test_a_phones_style_is_one_file_with_layers_and_media_kept(static: Path) -> None:
    assert served_text(static, "css/phone.css") == (
        "@layer base,parts;@media screen and (min-width:9rem){@layer parts{"
        '.table{color:red}.seat::after{content:"; {"}}}'
    )


def test_scripts_lose_comments_on_lines_of_their_own_and_nothing_else(static: Path) -> None:
    assert served_text(static, "js/lib/a.js") == (
        'import {\n  c,\n} from "./c.js";\n\nexport const a = "https://a/*b*/" + c; // kept\n'
    )


def test_a_page_asks_at_once_for_all_its_modules_and_not_for_later_ones(static: Path) -> None:
    built = assets.Assets(static, NO_ESBUILD)
    assert built.preloads("js/pages/table.js") == [
        f"/static/{built.release}/js/{path}" for path in ("pages/table.js", "lib/a.js", "lib/c.js")
    ]


def test_licences_icon_lists_and_parts_of_style_sheets_are_not_served(static: Path) -> None:
    built = assets.Assets(static)
    for path in ("css/parts/table.css", "vendor/idb.js.LICENSE.txt", "icons.txt"):
        with pytest.raises(FileNotFoundError):
            built.url(path)


def test_a_file_that_is_missing_is_told_with_what_to_do(static: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        assets.Assets(static).url("vendor/atkinson.woff2")


def test_any_change_makes_a_new_release_and_open_pages_keep_theirs(static: Path) -> None:
    first = assets.Assets(static, NO_ESBUILD)
    assert assets.Assets(static, NO_ESBUILD).release == first.release
    (static / "js/lib/c.js").write_text("export const c = 2;\n")
    second = assets.Assets(static, NO_ESBUILD)
    assert second.release != first.release
    assert (static / "build" / first.release / "js/lib/c.js").read_text() == "export const c = 1;\n"


def test_releases_are_cleared_away_after_a_day_but_the_newest_few(static: Path) -> None:
    def release(number: int, hours_ago: int) -> str:
        (static / "js/lib/c.js").write_text(f"export const c = {number};\n")
        name = assets.Assets(static).release
        at = time.time() - hours_ago * 3600
        os.utime(static / "build" / name, (at, at))
        return name

    old = [release(number, hours_ago=100 - number) for number in range(5)]
    young = release(5, hours_ago=2)
    now = release(6, hours_ago=0)
    assert {path.name for path in (static / "build").iterdir()} == {*old[-1:], young, now}


def test_files_are_served_compressed_and_for_ever(static: Path) -> None:
    (static / "css/long.css").write_text(".c{color:red}" * 50)
    app = Flask("assets", static_folder=None)
    url = assets.install(app, static).url("css/long.css")
    with app.test_client().get(url, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert answer.headers["Content-Type"].startswith("text/css")
        assert brotli.decompress(answer.data).decode() == ".c{color:red}" * 50
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_nothing_outside_the_built_folder_can_be_asked_for(static: Path) -> None:
    app = Flask("assets", static_folder=None)
    release = assets.install(app, static).release
    for path in (f"/static/{release}/../../icons.txt", "/static/icons.txt", f"/static/{release}/css/parts/table.css"):
        assert app.test_client().get(path).status_code == 404


def test_phones_fetch_a_small_sprite_and_find_other_icons_in_the_large_one(static: Path) -> None:
    built = assets.Assets(static)
    home = f"/static/{built.release}/vendor"
    assert [built.icon_url("bike"), built.icon_url("sun")] == [f"{home}/icons-phone.svg#bike", f"{home}/icons.svg#sun"]
    assert served_text(static, "vendor/icons-phone.svg").count("<symbol") == 1


def test_pages_of_a_phone_draw_no_icon_that_would_bring_the_large_sprite() -> None:
    small = assets.phone_icons(assets.STATIC)
    names = {line.strip() for line in (assets.STATIC / "icons.txt").read_text().splitlines()}
    folders = [ROOT / "templates" / name for name in ("table", "host", "join", "errors")]
    pages = [page for folder in folders for page in folder.rglob("*.html")]
    quoted = {word for page in pages for word in re.findall(r'"([a-z0-9-]+)"', page.read_text())}
    assert quoted & names <= small, "add these to static/icons-phone.txt"


@pytest.mark.skipif(not list(assets.ESBUILD.glob("*/bin/esbuild")), reason="set-up has not brought esbuild")
class TestWithEsbuild:
    """One file per page instead of many."""

    def test_a_page_is_one_file_and_what_it_imports_later_another(self, static: Path) -> None:
        built = assets.Assets(static)
        assert built.preloads("js/pages/table.js") == [built.url("js/pages/table.js")]
        home = static / "build" / built.release
        assert "https://a/*b*/" in (home / "js/pages/table.js").read_text()
        assert "export const late" not in (home / "js/pages/table.js").read_text()
        assert [path.name.split("-")[0] for path in (home / "js/chunks").glob("*.js")] == ["late"]

    def test_a_faulty_module_stops_the_start_and_says_where(self, static: Path) -> None:
        (static / "js/lib/c.js").write_text("export const c = ;\n")
        with pytest.raises(RuntimeError, match=r"js/lib/c\.js:1"):
            assets.Assets(static)
