"""What people at Stralsund's tables might write: for demonstrations and rehearsals, so that a hall looks like a hall.

Made up for this purpose; nobody's real contribution.
"""

from __future__ import annotations

import random

PLACES = (
    "Altstadt", "Knieper Nord", "Knieper West", "Grünhufe", "Franken", "Tribseer Vorstadt", "Andershof", "Devin",
    "Hafeninsel", "Dänholm", "Langendorfer Berg", "Viermorgen",
)  # fmt: skip

THOUGHTS: dict[int, tuple[str, ...]] = {
    1: (
        "{place}: Leihräder an jeder zweiten Haltestelle, mit einer Karte für Bus und Rad",
        "{place}: Rufbus am Abend, der auch auf Bestellung per Telefon kommt",
        "Sensoren zeigen freie Parkplätze vor der {place} an, damit weniger Autos suchen",
        "{place}: sichere Abstellplätze für Lastenräder, mit Ladestrom vom Dach",
        "Eine Auskunft für Bus, Bahn und Fähre, die auch ohne Handy am Aushang stimmt",
        "Schulweg {place}: Ampeln, die Kinder und Rollstühle erkennen und länger grün bleiben",
        "Pendelnde aus dem Umland: Parken am Stadtrand, weiter mit dem Bus, ein Ticket",
        "Carsharing der Stadtwerke in {place}, auch für Vereine am Wochenende",
    ),
    2: (
        "{place}: Lernwerkstatt mit Werkzeug und 3D-Drucker, nachmittags offen für alle",
        "Ältere und Jugendliche erklären einander Technik, einmal im Monat in {place}",
        "Programmierkurse in der Bibliothek, auch auf Ukrainisch und Arabisch",
        "Die Hochschule öffnet ihr Labor für Schulklassen aus {place}",
        "Ein Ausleihregal für Tablets, damit Unterricht nicht am Gerät scheitert",
        "Medienscouts: Jugendliche schulen Jugendliche gegen Hass im Netz",
        "Weiterbildung am Abend, online und in {place}, für Leute in Schichtarbeit",
        "Ein gemeinsamer Kalender aller Bildungsangebote in Stadt und Landkreis",
    ),
    3: (
        "{place}: eine Sprechstunde gegen Betrug am Telefon und im Netz",
        "Alle städtischen Dienste zweimal im Jahr auf Sicherheitslücken prüfen lassen",
        "Ein Notfallplan, wenn das Rathaus-Netz ausfällt, und ihn einmal im Jahr üben",
        "Offene Daten ja, aber keine Kameras, die Gesichter erkennen",
        "Sirenen und Warn-App zusammen: {place} hört die Sirene heute nicht",
        "Kleine Betriebe in {place} bekommen eine einfache Prüfliste für ihre IT",
        "Passwörter sind zu schwer: Anmeldung mit Ausweis am Rathaus-Automaten",
        "Ein Beirat aus Bürgerschaft und Hochschule, der auf Datenschutz achtet",
    ),
    4: (
        "{place}: Solardächer auf Schulen, und der Strom geht an die Nachbarschaft",
        "Wärmepumpe mit Ostseewasser für {place} prüfen",
        "Straßenlicht, das nur hell wird, wenn jemand kommt, zuerst in {place}",
        "Ein Energieberater der Stadtwerke, der nach Hause kommt",
        "Zähler, die zeigen, was Strom gerade kostet, und Beratung dazu",
        "Regenwasser in {place} speichern statt ableiten, für Bäume und Gärten",
        "Ein Wärmeplan zum Mitlesen: Wann ist meine Straße dran?",
        "Mülleimer in {place}, die melden, wenn sie voll sind",
    ),
    5: (
        "{place}: ein Raum für Proben und Feste, online buchbar, ohne Papier",
        "Ein Kulturkalender, in den auch kleine Vereine selbst eintragen können",
        "Stadtführung mit dem Handy: Hansegeschichte in {place}, von Jugendlichen erzählt",
        "Freies WLAN am Strandbad und auf dem Markt",
        "Restplätze im Theater am selben Abend für fünf Euro per Nachricht",
        "Sportplätze in {place}: Licht und Tor per App, Ehrenamt entlasten",
        "Museen zusammen: eine Karte für Ozeaneum, Meeresmuseum und Stadtmuseum",
        "Nachbarschaftsbrett in {place}, auf Papier und digital zugleich",
    ),
    6: (
        "{place}: ein Gesundheitskiosk mit Videosprechstunde, und jemand hilft beim Bedienen",
        "Hausarzttermine für das Umland an einem Tag bündeln, mit Rufbus",
        "Mittagstisch in {place}, zu dem man sich auch telefonisch anmelden kann",
        "Pflegende Angehörige brauchen eine Stelle, die alle Anträge kennt",
        "Notruf-Armband für Alleinlebende, betreut von den Stadtwerken",
        "Ein Lotse im Rathaus für Familien, die neu nach {place} ziehen",
        "Ehrenamt finden: Wer hilft wem in {place}, ohne Formular",
        "Bewegungspfad am Wasser in {place}, mit Bänken alle 200 Meter",
    ),
}
"""Topic of the Stralsund template → thoughts."""

GENERAL = (
    "Weniger Formulare: einmal angeben, überall gültig",
    "Bürgerinnen und Bürger früh fragen, nicht erst zum fertigen Plan",
    "Alles Digitale braucht auch einen Weg ohne Handy",
    "Mit dem Landkreis zusammen planen, nicht nebeneinander",
)

NAMES = (
    "Möwe", "Kogge", "Wolke", "Klabauter", "Sanddorn", "Boje", "Hering", "Strandläufer", "Windrose", "Backstein",
    "Leuchtturm", "Ostwind", "Hanse", "Kormoran", "Robbe", "Segel",
)  # fmt: skip

INSIGHTS = (
    "Ohne Auto darf niemand abgehängt sein",
    "Technik hilft nur, wenn jemand sie erklärt",
    "Erst ausprobieren, dann für alle bauen",
    "Stadt und Umland gehören zusammen",
    "Die guten Beispiele gibt es schon, sie kennt nur keiner",
    "Wer wenig Zeit hat, braucht kurze Wege zum Mitreden",
    "Ein Angebot, das keiner pflegt, ist nach einem Jahr tot",
    "Vertrauen wächst, wenn man sieht, was mit den Daten geschieht",
    "Jugendliche wollen mitbauen, nicht nur gefragt werden",
    "Was im Dunkeln gut geht, geht am Tag von allein",
    "Ehrenamt braucht Räume und jemanden, der den Schlüssel hat",
    "Barrieren merkt zuerst, wer nicht gefragt wurde",
)

OPEN_QUESTIONS = (
    "Wer kümmert sich, wenn die Förderung endet?",
    "Wie erreichen wir die, die heute nicht hier sind?",
    "Was davon kann schon in diesem Jahr beginnen?",
    "Wer darf die Daten sehen, und wer entscheidet das?",
    "Was lassen wir weg, damit dafür Geld da ist?",
    "Wie merken wir nach zwei Jahren, ob es geholfen hat?",
    "Was sagen die Dörfer rund um die Stadt dazu?",
    "Wer ist verantwortlich, wenn es ausfällt?",
    "Wie bleibt es einfach genug für alle?",
)

THEMES: dict[int, tuple[tuple[str, str], tuple[str, str]]] = {
    1: (
        (
            "Leicht umsteigen",
            "Bus, Rad, Bahn und Fähre sollen ein Angebot sein: eine Auskunft, ein Ticket, kurze Wege dazwischen.",
        ),
        ("Sicher zu Fuß und mit dem Rad", "Wege, auf denen Kinder allein unterwegs sein können, helfen allen."),
    ),
    2: (
        ("Offene Lernorte", "Orte mit Werkzeug, Geräten und Menschen, die gern erklären, für jedes Alter."),
        ("Einander beibringen", "Jüngere und Ältere, Hochschule und Schulen: Wissen ist da, es muss sich begegnen."),
    ),
    3: (
        ("Vorbereitet sein", "Ausfälle üben, bevor sie kommen, und wissen, wer dann wen anruft."),
        ("Vertrauen durch Offenheit", "Daten offenlegen, wo es nützt, und Menschen in Ruhe lassen, wo es sie angeht."),
    ),
    4: (
        ("Energie von hier", "Dächer, Sund und Wind der Stadt nutzen, und der Gewinn bleibt in der Nachbarschaft."),
        ("Sparen, das man sieht", "Wer weiß, was etwas verbraucht, ändert es; dazu braucht es Beratung, die kommt."),
    ),
    5: (
        ("Räume teilen", "Proben, Feste, Vereine: Platz gibt es, er ist nur schwer zu finden und zu buchen."),
        ("Die Stadt erzählen", "Geschichte und Gegenwart so, dass Gäste und Nachbarn sie gemeinsam entdecken."),
    ),
    6: (
        ("Hilfe, die ankommt", "Lotsen, Sprechstunden und Nachbarschaft statt noch eines Portals."),
        ("Nah am Menschen", "Technik entlastet die Pflege, aber sie ersetzt keinen Besuch."),
    ),
}
"""Topic → what a theme team might make of its ideas: title and summary, twice."""

MEASURES = (
    (
        1,
        0,
        "Eine Auskunft und ein Ticket für Stadt und Umland",
        "Stadt, Landkreis und Verkehrsbetriebe legen Fahrpläne "
        "zusammen und bieten bis zum Sommerfahrplan eine gemeinsame Tageskarte an, auch am Schalter und am Telefon.",
    ),
    (
        1,
        1,
        "Sichere Schulwege in drei Quartieren",
        "In drei Quartieren werden Übergänge, Licht und Ampelzeiten mit den "
        "Schulen erprobt; nach einem Jahr entscheidet die Bürgerschaft über die nächsten.",
    ),
    (
        2,
        0,
        "Offene Werkstatt in der Stadtbibliothek",
        "An zwei Nachmittagen in der Woche stehen Werkzeug, Leihgeräte "
        "und Menschen bereit, die helfen. Hochschule und MakerPort stellen die Betreuung.",
    ),
    (
        3,
        0,
        "Einmal im Jahr den Ausfall üben",
        "Rathaus, Stadtwerke und Feuerwehr proben einen Tag ohne Netz und "
        "veröffentlichen, was sie daraus gelernt haben.",
    ),
    (
        4,
        0,
        "Solarstrom vom Schuldach für die Nachbarschaft",
        "Die Stadtwerke prüfen alle Schuldächer und beginnen mit "
        "zweien; Mieterinnen und Mieter der Umgebung können den Strom beziehen.",
    ),
    (
        5,
        0,
        "Ein Buchungskalender für städtische Räume",
        "Vereine sehen online und am Aushang, welcher Raum frei ist, und buchen ihn ohne Papier.",
    ),
    (
        6,
        0,
        "Lotsinnen und Lotsen in jedem Quartier",
        "Wer nicht weiterweiß, findet einmal in der Woche im Quartier "
        "jemanden, der mit Anträgen, Arztterminen und Technik hilft.",
    ),
)
"""Topic, which of its themes, title and text of what the city might receive."""


def thought(topic: int, chance: random.Random) -> str:
    """An idea for a topic."""
    if topic not in THOUGHTS or chance.random() < 0.06:
        return chance.choice(GENERAL)
    return chance.choice(THOUGHTS[topic]).format(place=chance.choice(PLACES))


def name(chance: random.Random) -> str:
    """A pseudonym, or none, as about a third do."""
    return chance.choice(NAMES) if chance.random() > 0.35 else ""
