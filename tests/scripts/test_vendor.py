"""What static/vendor gives to browsers: letters, icons, libraries."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from scripts import vendor

ROOT = vendor.ROOT
OUR_PAGES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static/js").rglob("*.js")]
ICON_CALL = re.compile(r"""\bicon\(\s*["']([a-z0-9-]+)["']""")


@pytest.fixture(scope="module")
def font():
    return TTFont(vendor.VENDOR / "atkinson.woff2")


@pytest.mark.parametrize("letter", "äöüÄÖÜßé„“‚‘»«–—…€×%&@")
def test_the_typeface_has_the_letters_of_german_and_english(font, letter):
    assert ord(letter) in font.getBestCmap()


@pytest.mark.parametrize("letter", "łŁşğİčřőẞ")
def test_names_from_further_east_find_their_letters_in_the_second_file(letter):
    assert ord(letter) in TTFont(vendor.VENDOR / "atkinson-ext.woff2").getBestCmap()


@pytest.mark.parametrize("letter", "ñøåÅçêîôûœ")
def test_western_names_find_their_letters_in_a_file_of_their_own(letter):
    assert ord(letter) in TTFont(vendor.VENDOR / "atkinson-west.woff2").getBestCmap()


def test_figures_can_stand_in_columns(font):
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


def test_weights_go_from_regular_to_bold(font):
    (weight,) = font["fvar"].axes
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 700)


def test_the_typeface_is_no_burden_on_a_slow_phone():
    assert (vendor.VENDOR / "atkinson.woff2").stat().st_size <= 11_000


def test_each_icon_a_page_draws_is_in_the_sprite():
    drawn = {name for page in OUR_PAGES for name in ICON_CALL.findall(page.read_text(encoding="utf-8"))}
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (vendor.VENDOR / "icons.svg").read_text(encoding="utf-8")))
    assert drawn
    assert drawn <= sprite


def test_each_file_has_its_licence_beside_it():
    given = {path for path in vendor.VENDOR.iterdir() if path.suffix in {".js", ".svg", ".woff2"}}
    assert given
    for path in given:
        assert Path(f"{path}.LICENSE.txt").stat().st_size > 100
