"""What documents explain in whole sentences, the same in each: what comes next, how it was made, what it cannot say.

Each function gives paragraphs, with a heading where there are several.
"""

from __future__ import annotations

from collections.abc import Sequence

from cafe.domain.privacy import LEAST
from cafe.domain.report import Report
from cafe.domain.story import Contrast, Story, Travels
from cafe.domain.story.groups import ALIKE, DIFFERENT
from cafe.domain.story.themes import FEW, MINORITY
from cafe.export import words
from cafe.export.words import Translate

Paragraphs = list[tuple[str, str]]
"""Heading, sentences."""


def next_steps(story: Story, _: Translate) -> Paragraphs:
    """What has to happen with a report so that people were not asked in vain."""
    questions = sum(bool(card.question) for card in story.report.relay_cards)
    steps = [
        (_("Prüfen"), _("Jede Maßnahme nennt die Ideen, auf denen sie beruht, mit Tisch und Runde. "
                        "Wer sie prüft, kann nachlesen, was Menschen dazu gesagt haben.")),
        (_("Antworten"), _("Zu jeder Maßnahme gehört eine Antwort: übernommen, verändert oder nicht weiterverfolgt, "
                           "mit Grund und zuständiger Stelle. Auch ein begründetes Nein ist eine Antwort.")),
        (_("Berichten"), _("Die Teilnehmenden erfahren, was aus ihren Beiträgen geworden ist, "
                           "in derselben Nummerierung wie in diesem Bericht.")),
    ]  # fmt: skip
    if questions:
        steps.append(
            (_("Weiterfragen"), _("Was die Tische offen ließen, ist der Anfang des nächsten Gesprächs. "
                                  "Offene Fragen in diesem Bericht: %(number)d.") % {"number": questions})
        )  # fmt: skip
    return steps


def method(story: Story, _: Translate) -> Paragraphs:
    """How the café went, and how what stands here was worked out."""
    report = story.report
    minutes = ", ".join(str(one.minutes) for one in report.rounds)
    found = [
        (_("Das Gespräch"), _("Ein World Café ist ein großes Gespräch in kleinen Gruppen. Tische: %(tables)d. "
                              "Runden: %(rounds)d (Minuten: %(minutes)s). Wechsel der Tische: %(policy)s. "
                              "Ideen wurden am eigenen Gerät geschrieben, von der Tischleitung notiert oder auf "
                              "Papierkarten abgegeben; alle zählen gleich.")
         % {"tables": report.totals.tables, "rounds": len(report.rounds), "minutes": minutes or "–",
            "policy": words.policy(report.event.policy, _)}),
        (_("Zuspruch und Anknüpfungen"), _("Wer eine Idee las, konnte ihr einmal zusprechen oder mit einer eigenen "
                                           "daran anknüpfen. Zuspruch ist keine Abstimmung: Die meisten sahen nur, "
                                           "was an ihren Tischen lag.")),
        (_("Themenfelder"), _("Das Auswertungsteam hat Ideen zu Themenfeldern geordnet. Der Wortlaut blieb, "
                              "wie er geschrieben wurde; jede Änderung an einem Themenfeld ist in den Daten "
                              "verzeichnet.")),
        (_("Was wenige sagten"), _("Je Themenfeld stehen bis zu %(number)d Ideen, denen höchstens %(few)d andere "
                                   "Person zusprach und an die niemand anknüpfte, obwohl andere Ideen mehr Zuspruch "
                                   "hatten. Zuerst die aus dem Thema, aus dem sonst am wenigsten kam; von jedem Tisch "
                                   "höchstens eine.") % {"number": MINORITY, "few": FEW}),
        (_("Staffelkarten und offene Fragen"), _("Eine Staffelkarte gehört zu den Themenfeldern der Ideen, die sie "
                                                "nennt; nennt sie keine, zu dem, in das die meisten Ideen ihres "
                                                "Tisches und ihrer Runde gingen.")),
    ]  # fmt: skip
    if report.dots.state != "none":
        found.append(
            (_("Punkte"), _("Jede Person hatte %(each)d Punkte für die Themenfelder. Punkte auf Papier wurden "
                            "ausgezählt und sind in der Summe enthalten, aber keiner Zielgruppe zuzuordnen.")
             % {"each": report.dots.per_person})
        )  # fmt: skip
    return found


def limits(_: Translate) -> list[str]:
    """What may not be read out of it."""
    return [
        _("Wer teilnahm, ist keine Stichprobe. Die Teilnehmenden haben sich selbst entschieden zu kommen; ihre Zahlen "
          "sagen nichts darüber, was die ganze Stadt denkt."),
        _("Hoher Zuspruch heißt nicht, dass eine Idee richtig ist, und geringer nicht, dass sie falsch ist. Deshalb "
          "steht bei jedem Themenfeld auch, was wenige sagten."),
        _("Bei einigen Dutzend Menschen sind kleine Unterschiede zwischen Gruppen Zufall. „Gleich“ heißt hier: Die "
          "Anteile liegen höchstens %(alike)d Prozentpunkte auseinander; „verschieden“: mindestens %(different)d.")
        % {"alike": ALIKE, "different": DIFFERENT},
        _("Themenfelder und Maßnahmen sind von Menschen zusammengestellt. Andere hätten vielleicht anders geordnet; "
          "im Anhang steht deshalb jede Idee im Wortlaut."),
    ]  # fmt: skip


def protection(report: Report, _: Translate) -> list[str]:
    """How people are protected in it."""
    ideas = report.totals.ideas
    return [
        _("Dieser Bericht enthält keine Namen, Pseudonyme, Zugangscodes oder Gerätedaten. "
          "Wer eine Idee geschrieben hat, lässt sich ihm nicht entnehmen."),
        _("Zahlen unter %(least)d Personen werden nach Zielgruppen nicht ausgewiesen, und so viele weitere, "
          "dass sie sich auch nicht ausrechnen lassen.") % {"least": LEAST},
        _("Zeiten sind auf die Minute gekürzt. Nicht enthalten sind zurückgezogene Ideen (%(withdrawn)d) und "
          "ausgeblendete Ideen (%(hidden)d).") % {"withdrawn": ideas.withdrawn, "hidden": ideas.hidden},
    ]  # fmt: skip


def preliminary(_: Translate) -> str:
    """What stands on a report of an event that goes on."""
    return _("Vorläufig: Die Veranstaltung ist noch nicht beendet.")


def nothing(_: Translate) -> str:
    """What stands in the report of an event that left nothing."""
    return _("Zu dieser Veranstaltung liegen keine Ideen, Themenfelder und Maßnahmen vor.")


def travelled(travels: Travels, _: Translate) -> str:
    """How thoughts travelled, in a sentence."""
    return _(
        "Anknüpfungen: %(links)d. Davon an Ideen eines anderen Tisches: %(other_table)d, eines anderen Themas: "
        "%(other_topic)d, in einer späteren Runde: %(later_round)d."
    ) % {
        "links": travels.links,
        "other_table": travels.other_table,
        "other_topic": travels.other_topic,
        "later_round": travels.later_round,
    }


def alike(contrast: Contrast, _: Translate) -> str:
    """How alike parts weigh a theme."""
    return _("In den ausgewiesenen Gruppen gaben ihm zwischen %(low)d und %(high)d Prozent mindestens einen Punkt.") % {
        "low": contrast.low_share,
        "high": contrast.high_share,
    }


def different(contrast: Contrast, parts: Sequence[str], _: Translate) -> str:
    """Which parts lie furthest apart."""
    return _("%(high)s: %(high_share)d Prozent gaben ihm mindestens einen Punkt. %(low)s: %(low_share)d Prozent.") % {
        "high": parts[contrast.high],
        "high_share": contrast.high_share,
        "low": parts[contrast.low],
        "low_share": contrast.low_share,
    }
