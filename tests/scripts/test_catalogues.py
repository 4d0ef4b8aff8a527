"""The translations say all that the sources say."""

from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from scripts import catalogues


@pytest.fixture
def faults(tmp_path, monkeypatch):
    """The faults found in an English catalogue beside a café that says two sentences."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "t.html").write_text("{{ _('Weiter zu Tisch %(table)s', table=7) }} {{ _('Gespeichert.') }}")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "OUR_CODE", ["templates"])
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path / "translations")

    def find(*lines: str) -> list[str]:
        path = tmp_path / "translations/en/LC_MESSAGES/messages.po"
        path.parent.mkdir(parents=True)
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return [fault.split(": ", 1)[1] for fault in catalogues.find_faults()]

    return find


SAVED = 'msgid "Gespeichert."\nmsgstr "Saved."\n'
ON_TO = '#, python-format\nmsgid "Weiter zu Tisch %(table)s"\nmsgstr "On to table %(table)s"\n'


def test_a_complete_catalogue_has_no_faults(faults):
    assert faults(SAVED, ON_TO) == []


def test_a_sentence_without_translation_is_a_fault(faults):
    assert faults(ON_TO, 'msgid "Gespeichert."\nmsgstr ""\n') == ["not translated: 'Gespeichert.'"]


def test_a_sentence_the_catalogue_has_never_heard_is_a_fault(faults):
    assert faults(ON_TO) == ["not translated: 'Gespeichert.'"]


def test_a_guessed_translation_is_a_fault(faults):
    assert faults(ON_TO, "#, fuzzy\n" + SAVED) == ["fuzzy: 'Gespeichert.'"]


def test_a_sentence_no_longer_said_is_a_fault(faults):
    assert faults(SAVED, ON_TO, 'msgid "Kaffee"\nmsgstr "Coffee"\n') == ["no longer said: 'Kaffee'"]


def test_a_translation_that_loses_its_table_is_a_fault(faults):
    (fault,) = faults(SAVED, ON_TO.replace("On to table %(table)s", "On to table %(tabel)s"))
    assert fault.endswith("'Weiter zu Tisch %(table)s'")


def test_update_keeps_translations_and_drops_what_is_no_longer_said(faults):
    faults(SAVED, 'msgid "Kaffee"\nmsgstr "Coffee"\n')
    catalogues.update()
    assert dict(said()) == {"Gespeichert.": "Saved.", "Weiter zu Tisch %(table)s": ""}


def test_update_begins_a_language_that_has_no_catalogue_yet(faults):
    catalogues.update()
    assert dict(said()) == {"Gespeichert.": "", "Weiter zu Tisch %(table)s": ""}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.js", "const a = `${_('Tisch')} ${number}`;"),
        ("a.js", "const a = `${n ? `${n}` : ngettext('Idee', 'Ideen', n)}`;"),
        ("a.py", "a = f\"{_('Tisch')} {number}\""),
        ("a.py", "a = f\"{', '.join(ngettext('Idee', 'Ideen', n) for n in counts)}\""),
    ],
)
def test_a_sentence_that_no_catalogue_would_find_is_told(tmp_path, monkeypatch, name, source):
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "OUR_CODE", ["."])
    (tmp_path / name).write_text(source)
    [told] = catalogues.find_hidden()
    assert told.startswith(f"{name}:1: ")


def test_numbers_and_names_may_stand_in_them_and_marks_beside_them(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "OUR_CODE", ["."])
    (tmp_path / "a.js").write_text("const a = _('Tisch'); const b = `${a} ${my_(number)}`; // `a` and _('b')")
    (tmp_path / "a.py").write_text("a = _('Tisch')\nb = f'{a} {find_(number)}'")
    assert list(catalogues.find_hidden()) == []


def said() -> Iterator[tuple[str, str]]:
    """The English catalogue as it now lies there."""
    (path,) = catalogues.catalogue_files()
    catalogue: Catalog = catalogues.read(path)
    return ((message.id, message.string) for message in catalogues.sentences(catalogue))
