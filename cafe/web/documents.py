"""Which documents are offered on a page, and what each is good for. A form appears here as soon as it can be made."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from cafe.export.formats import FORMATS


@dataclass(frozen=True, slots=True)
class Offer:
    """One document: its file, what it is called, and a sentence on what it is good for."""

    file: str
    title: object
    use: object
    icon: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents for one purpose."""

    title: object
    offers: tuple[Offer, ...]


ALL = Shelf(
    _("Alles zusammen"),
    (
        Offer("package.zip", _("Das ganze Paket"),
              _("Alle Formate in einer Datei, mit Datenbeschreibung, Lizenz und Katalogeintrag."), "layers"),
    ),
)  # fmt: skip

TO_READ = Shelf(
    _("Zum Lesen und Vorlegen"),
    (
        Offer("report.pdf", _("PDF"), _("Der Bericht zum Verteilen und Ablegen, barrierefrei."), "file-text"),
        Offer("report.docx", _("Word"), _("Zum Übernehmen in eine Vorlage."), "file-text"),
        Offer("report.odt", _("OpenDocument"), _("Dasselbe für LibreOffice."), "file-text"),
        Offer("report.html", _("HTML"), _("Eine Seite für den Browser, ohne weitere Dateien."), "file-text"),
        Offer("report.md", _("Markdown"), _("Reiner Text, für Wikis und zum Umwandeln."), "file-text"),
    ),
)  # fmt: skip

TO_COUNT = Shelf(
    _("Zum Auswerten"),
    (
        Offer("data.xlsx", _("Excel"), _("Ein Blatt je Gegenstand; das erste erklärt die Spalten."), "clipboard-list"),
        Offer("data.zip", _("CSV"), _("Tabellen, die mit einem Doppelklick aufgehen, in einer ZIP-Datei."),
              "clipboard-list"),
        Offer("data-without-bom.zip", _("CSV ohne Byte Order Mark"),
              _("Dieselben Tabellen, wie Programme sie lieber haben."), "clipboard-list"),
        Offer("report.json", _("JSON"), _("Alles in einer Datei, mit veröffentlichtem Schema."), "clipboard-list"),
    ),
)  # fmt: skip


def shelves() -> list[Shelf]:
    """What can be had, by purpose."""
    ready = {form.file for form in FORMATS.values()}
    found = [
        Shelf(shelf.title, tuple(offer for offer in shelf.offers if offer.file in ready))
        for shelf in (ALL, TO_READ, TO_COUNT)
    ]
    return [shelf for shelf in found if shelf.offers]
