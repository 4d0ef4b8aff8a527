"""What people are told when the café says no: a sentence for each reason, which says what to do.

A reason is the second word of `Refused(code, reason)`. Whoever invents one writes its sentence here; a test finds out.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from cafe.domain.errors import Code

CODES = {
    Code.INVALID: _("Das passt hier nicht. Bitte prüfen Sie Ihre Angaben."),
    Code.UNAUTHENTICATED: _("Ihre Anmeldung ist beendet. Bitte treten Sie mit dem Code der Veranstaltung neu bei."),
    Code.FORBIDDEN: _("Das ist mit Ihrer Rolle nicht möglich. Bitte fragen Sie die Leitung."),
    Code.NOT_FOUND: _("Das gibt es hier nicht oder nicht mehr. Bitte laden Sie die Seite neu."),
    Code.CONFLICT: _("Das ist schon geschehen oder gerade nicht möglich. Bitte sehen Sie nach, was jetzt gilt."),
    Code.TOO_LATE: _("Dafür ist es zu spät. Ihr Text bleibt auf diesem Gerät."),
    Code.TOO_LARGE: _("Das ist zu viel auf einmal. Bitte kürzen Sie den Text."),
    Code.RATE_LIMITED: _("Das ging sehr schnell. Bitte warten Sie einen Augenblick; Ihr Text bleibt erhalten."),
    Code.UNAVAILABLE: _("Noch nicht gespeichert. Ihr Text bleibt erhalten und wird gleich noch einmal gesendet."),
}
"""What is said where a reason has no sentence of its own: one for each code."""

REASONS = {
    # what somebody typed
    "text_missing": _("Hier fehlt noch etwas. Bitte schreiben Sie ein paar Worte."),
    "text_too_long": _("Das sind %(over)s Zeichen zu viel. Höchstens %(length)s passen hierher; bitte kürzen Sie."),
    "name_poses": _("Dieser Name klingt nach einer Rolle im Team. Bitte wählen Sie einen anderen."),
    "group_unknown": _("Diese Gruppe gibt es hier nicht. Bitte wählen Sie eine aus der Liste oder „keine Angabe“."),
    "field_invalid": _("Diese Angabe passt hier nicht. Bitte prüfen Sie sie."),
    "field_unknown": _("Dieses Handlungsfeld steht nicht in der Liste. Bitte wählen Sie eines daraus."),
    "date_form": _("Bitte geben Sie das Datum als Jahr-Monat-Tag an, zum Beispiel 2026-10-26."),
    "starts_form": _("Bitte geben Sie die Uhrzeit mit Stunden und Minuten an, zum Beispiel 13:00."),
    "ends_form": _("Bitte geben Sie die Uhrzeit mit Stunden und Minuten an, zum Beispiel 18:00."),
    "title_differs": _("Das ist nicht der Titel dieser Veranstaltung. Bitte tippen Sie ihn genau ab."),
    "too_large": _("Das ist zu viel auf einmal. Bitte kürzen Sie den Text."),
    "too_fast": _("Das ging sehr schnell. Bitte warten Sie einen Augenblick; Ihr Text bleibt erhalten."),
    # documents
    "document_failed": _(
        "Das Dokument ließ sich nicht erstellen. Ihre Daten sind sicher; bitte versuchen Sie es noch einmal."
    ),
    "workshop_busy": _("Es werden gerade sehr viele Dokumente erstellt. Bitte versuchen Sie es gleich noch einmal."),
    # codes and links
    "code_unknown": _(
        "Diesen Code gibt es nicht. Er hat sechs Zeichen und steht auf der Tischkarte und auf der Leinwand. "
        "Bitte vergleichen Sie ihn noch einmal."
    ),
    "personal_code_unknown": _(
        "Dieser persönliche Code ist nicht bekannt. Bitte vergleichen Sie ihn. Wenn Sie ihn nicht mehr haben, "
        "treten Sie "
        "mit dem Code der Veranstaltung neu bei."
    ),
    "host_code_unknown": _("Dieser Code gilt für keinen Tisch. Fragen Sie die Leitung nach dem Code Ihres Tisches."),
    "host_code_form": _("Ein Code für die Übergabe hat sechs Zeichen. Bitte lassen Sie einen neuen anzeigen."),
    "host_code_taken": _("Dieser Code ist schon vergeben. Bitte lassen Sie einen neuen anzeigen."),
    "link_unknown": _("Dieser Link gilt nicht mehr. Bitte lassen Sie sich vom Veranstaltungsteam einen neuen geben."),
    "link_needs_table": _("Ein Link für Gastgebende gehört zu genau einem Tisch. Bitte wählen Sie den Tisch."),
    "session_over": _("Ihre Anmeldung ist beendet. Bitte treten Sie mit dem Code der Veranstaltung neu bei."),
    "role_may_not": _("Das ist mit Ihrer Rolle nicht möglich. Bitte fragen Sie die Leitung."),
    # the afternoon and its steps
    "not_open_yet": _("Die Türen sind noch nicht offen. Bitte versuchen Sie es gleich noch einmal."),
    "event_closed": _("Die Veranstaltung ist beendet. Es wird nichts mehr angenommen."),
    "event_unknown": _("Diese Veranstaltung gibt es nicht mehr."),
    "no_event": _("Diese Veranstaltung gibt es nicht mehr."),
    "phase_over": _("Dafür ist es zu spät: Dieser Teil der Veranstaltung ist vorbei."),
    "not_now": _("Das ist gerade nicht möglich. Bitte sehen Sie nach, was jetzt ansteht."),
    "already_done": _("Das ist schon geschehen. Sie müssen nichts weiter tun."),
    "no_more_rounds": _("Das war die letzte Runde. Beginnen Sie jetzt die Ernte."),
    "no_tables": _("Es gibt noch keine Tische. Bitte legen Sie zuerst Tische an."),
    "not_ready": _("Es fehlen noch Tische oder Runden. Bitte legen Sie sie zuerst an."),
    "nothing_to_undo": _("Es gibt keinen Schritt, der zurückgenommen werden kann."),
    "undo_over": _("Die zehn Sekunden sind vorbei. Der Schritt gilt; gehen Sie von hier aus weiter."),
    # tables and seats
    "table_unknown": _("Diesen Tisch gibt es nicht. Bitte wählen Sie einen anderen."),
    "table_full": _("An Tisch %(table)s ist kein Platz mehr frei. Bitte wählen Sie einen anderen Tisch."),
    "hall_full": _("Alle Plätze sind belegt. Bitte wenden Sie sich an die Leitung: Sie kann einen Stuhl dazustellen."),
    "no_seat": _("Sie haben gerade keinen Platz an einem Tisch. Bitte wenden Sie sich an die Leitung."),
    "no_free_choice": _(
        "In dieser Veranstaltung werden die Plätze zugewiesen. Ihr nächster Tisch steht auf dieser Seite."
    ),
    "hosts_stay": _("Wer einen Tisch betreut, bleibt dort. Geben Sie die Rolle zuerst weiter."),
    "person_unknown": _("Diese Person ist nicht mehr dabei. Bitte laden Sie die Seite neu."),
    "too_many_people": _("Das sind zu viele auf einmal. Höchstens %(most)s passen in eine Liste."),
    "more_than_seats": _("Das sind mehr Menschen als Plätze. Bitte stellen Sie erst Tische oder Plätze dazu."),
    "person_has_come": _("Nummer %(number)s ist schon da und bleibt. Nur wer noch fehlt, kann abgemeldet werden."),
    "plan_gone": _("Dieser Sitzplan gilt nicht mehr. Bitte lassen Sie einen neuen machen."),
    # planning who sits where
    "rotation_no_rounds": _("Für einen Sitzplan braucht es mindestens eine Runde. Bitte legen Sie eine an."),
    "rotation_no_tables": _("Für einen Sitzplan braucht es mindestens einen Tisch. Bitte legen Sie einen an."),
    "rotation_no_seats": _("Tisch %(table)s hat keine Plätze. Bitte geben Sie ihm welche."),
    "rotation_table_unknown": _("Der Sitzplan nennt Tisch %(table)s, den es nicht gibt. Bitte planen Sie neu."),
    "rotation_table_twice": _("Ein Tisch steht zweimal im Sitzplan. Bitte planen Sie neu."),
    "rotation_person_unknown": _("Der Sitzplan nennt jemanden, der nicht da ist. Bitte planen Sie neu."),
    "rotation_person_twice": _("Jemand steht zweimal im Sitzplan. Bitte planen Sie neu."),
    "rotation_apart_not_two": _("Getrennt sitzen können immer nur zwei verschiedene Menschen. Bitte wählen Sie zwei."),
    "rotation_history_unfit": _(
        "Die Sitzpläne der früheren Runden passen nicht zu diesen Runden. Bitte planen Sie neu."
    ),
    "rotation_decided_unfit": _("Die festgelegten Plätze passen nicht zu diesen Runden. Bitte planen Sie neu."),
    "rotation_not_json": _(
        "Diese Datei ist kein gültiges JSON. Bitte speichern Sie sie neu und wählen Sie sie noch einmal."
    ),
    "rotation_format_unknown": _(
        "Diese Datei beschreibt keine Sitzaufgabe in unserem Format. Bitte wählen Sie eine andere."
    ),
    "rotation_unreadable": _("In dieser Datei fehlt etwas, oder ein Wert passt nicht. Bitte prüfen Sie sie."),
    "rotation_csv_no_person": _("In einer Zeile der Tabelle fehlt die Person. Bitte tragen Sie sie ein."),
    "rotation_csv_table": _("In einer Zeile der Tabelle passen Tisch, Thema oder Plätze nicht. Bitte prüfen Sie sie."),
    # ideas and relay cards
    "no_round_running": _("Ideen sind möglich, sobald die erste Runde beginnt. Ihr Text bleibt auf diesem Gerät."),
    "round_not_begun": _("Diese Runde hat noch nicht begonnen."),
    "never_sat_there": _("An diesem Tisch saßen Sie in dieser Runde nicht. Bitte senden Sie den Text an Ihrem Tisch."),
    "idea_unknown": _("Diese Idee liegt nicht mehr auf dem Tisch."),
    "idea_gone": _("Diese Idee liegt nicht mehr auf dem Tisch und kann nicht mehr geändert werden."),
    "idea_not_yours": _("Das ist nicht Ihre Idee. Sie können an sie anknüpfen."),
    "own_idea": _("Ihre eigene Idee unterstützen Sie schon dadurch, dass Sie sie geschrieben haben."),
    # paper
    "card_used": _(
        "Karte %(card)s ist schon eingetragen, für Tisch %(table)s in Runde %(round)s. Bitte vergleichen Sie die "
        "Nummer."
    ),
    "card_missing": _("Bitte geben Sie die Nummer der Karte an. Sie steht oben rechts."),
    "card_needs_place": _("Bitte geben Sie an, von welchem Tisch und aus welcher Runde die Karte kommt."),
    "sheet_used": _("Bogen %(sheet)s ist schon eingetragen. Bitte vergleichen Sie die Nummer."),
    "sheet_unknown": _("Bogen %(sheet)s ist nicht eingetragen."),
    "sheet_too_full": _(
        "Auf diesem Bogen stehen %(over)s Punkte zu viel; jede Person hat %(most)s. Bitte sehen Sie noch einmal nach."
    ),
    # harvest
    "theme_unknown": _("Dieses Themenfeld gibt es nicht mehr. Bitte sehen Sie in der Liste nach."),
    "theme_has_dots": _("Auf diesem Themenfeld liegen Punkte. Führen Sie es mit einem anderen zusammen."),
    "merge_with_itself": _(
        "Ein Themenfeld kann nicht mit sich selbst zusammengeführt werden. Bitte wählen Sie ein anderes."
    ),
    "idea_not_in_theme": _("Eine dieser Ideen liegt nicht mehr in diesem Themenfeld. Bitte wählen Sie neu aus."),
    "measure_unknown": _("Diese Maßnahme gibt es nicht mehr. Bitte sehen Sie in der Liste nach."),
    "no_themes": _("Es gibt noch keine Themenfelder. Bitte legen Sie zuerst welche an."),
    "dots_not_open": _(
        "Punkte können gerade nicht vergeben werden. Warten Sie, bis die Leitung die Abstimmung öffnet."
    ),
    "no_dots_left": _("Sie haben keine Punkte mehr. Nehmen Sie zuerst einen von einem anderen Themenfeld weg."),
    "fewer_dots": _("Es sind schon mehr Punkte vergeben. Die Zahl je Person kann nicht mehr kleiner werden."),
    # setting up
    "topic_unknown": _("Dieses Thema gibt es nicht mehr. Bitte wählen Sie ein anderes."),
    "topic_in_use": _(
        "Das Thema „%(title)s“ wird an Tischen besprochen und bleibt deshalb. Geben Sie diesen Tischen zuerst ein "
        "anderes."
    ),
    "table_in_use": _(
        "An Tisch %(table)s sitzen Menschen oder liegen Ideen. Er bleibt deshalb, wie er ist; Ort und weitere "
        "Plätze können "
        "Sie ändern."
    ),
    "round_in_use": _("Eine Runde, die begonnen hat, bleibt bestehen. Nur spätere Runden können wegfallen."),
    "email_form": _(
        "Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel cafe@stadt.example, oder lassen Sie das leer."
    ),
    "address_form": _("Bitte geben Sie eine Adresse an, die mit https:// beginnt, oder lassen Sie das leer."),
    "wifi_password_length": _("Ein WPA-Passwort hat 8 bis 63 Zeichen. Bitte vergleichen Sie es."),
    # planning
    "needs_clash": _("Ein Tisch kann nicht zugleich gewünscht und ausgeschlossen sein."),
    "company_of_two": _("Wer zusammengehört, sind mindestens zwei; wer nicht zusammen sitzen soll, genau zwei."),
    "company_unknown": _("Das gilt schon nicht mehr. Bitte laden Sie die Seite neu."),
    "wishes_not_asked": _("Bei dieser Veranstaltung wird nicht nach Themenwünschen gefragt."),
    "table_closed": _("Tisch %(table)s ist geschlossen. Bitte nehmen Sie einen anderen."),
    "last_table": _("Das ist der letzte offene Tisch. Einer muss offen bleiben."),
    "fixed_person_unknown": _("Die Nummer %(person)s hat niemand. Bitte prüfen Sie die Liste."),
    "fixed_table_unknown": _("Tisch %(table)s gibt es nicht. Bitte prüfen Sie die Liste."),
    "fixed_twice": _("Nummer %(person)s steht in Runde %(round)s zweimal in der Liste."),
    # the protocol
    "command_id": _("Diese Anfrage trägt keine gültige Nummer. Bitte laden Sie die Seite neu."),
    "command_unknown": _("Diesen Befehl gibt es nicht. Bitte laden Sie die Seite neu."),
    "body_invalid": _("Diese Anfrage war nicht zu verstehen. Bitte laden Sie die Seite neu."),
    "too_many_commands": _("Das sind zu viele Befehle auf einmal. Höchstens zehn passen in eine Anfrage."),
    "id_used": _("Unter dieser Nummer wurde schon etwas anderes gespeichert. Bitte laden Sie die Seite neu."),
    "not_saved": _("Noch nicht gespeichert. Ihr Text bleibt erhalten und wird gleich noch einmal gesendet."),
    # passwords
    "password_wrong": _("Dieses Passwort stimmt nicht. Bitte versuchen Sie es noch einmal."),
    "password_short": _("Das Passwort ist zu kurz. Bitte nehmen Sie mindestens zwölf Zeichen, am besten vier Wörter."),
    "password_differs": _("Die beiden Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."),
    "number_form": _("Bitte geben Sie eine ganze Zahl von %(least)s bis %(most)s an."),
}
"""Reason → what people are told."""


# -- whole pages

Words = tuple[object, object]
"""What has happened, and what to do."""

PAGES: dict[int, Words] = {
    400: (
        _("Diese Anfrage war nicht zu verstehen"),
        _("Gehen Sie einen Schritt zurück, laden Sie die Seite neu und versuchen Sie es noch einmal."),
    ),
    401: (
        _("Sie sind hier nicht mehr angemeldet"),
        _("Treten Sie mit dem Code der Veranstaltung neu bei, oder kommen Sie mit Ihrem persönlichen Code zurück."),
    ),
    403: (
        _("Hier haben Sie keinen Zutritt"),
        _(
            "Ihr Link oder Ihre Rolle öffnet diese Seite nicht. Fragen Sie das Veranstaltungsteam nach dem "
            "richtigen Link."
        ),
    ),
    404: (
        _("Diese Seite gibt es nicht"),
        _("Vielleicht ist ein Zeichen verrutscht. Auf der Startseite können Sie Ihren Code eintippen."),
    ),
    405: (
        _("So lässt sich diese Seite nicht öffnen"),
        _("Gehen Sie einen Schritt zurück und benutzen Sie die Knöpfe auf der Seite."),
    ),
    413: (
        _("Das ist zu viel auf einmal"),
        _(
            "Es wurde nichts gespeichert. Gehen Sie einen Schritt zurück, kürzen Sie den Text und senden Sie ihn "
            "noch einmal."
        ),
    ),
    429: (
        _("Das waren sehr viele Versuche"),
        _("Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."),
    ),
    500: (
        _("Hier ist uns ein Fehler unterlaufen"),
        _(
            "Was als gespeichert galt, ist gespeichert. Laden Sie die Seite neu; geschieht es wieder, sagen Sie der "
            "Leitung Bescheid."
        ),
    ),
    503: (
        _("Der Server macht eine kurze Pause"),
        _("Was als gespeichert galt, ist gespeichert. Laden Sie die Seite in einigen Sekunden neu."),
    ),
}
"""Status → what has happened, and what to do."""

EXPIRED_FORM: Words = (
    _("Dieses Formular lag zu lange offen"),
    _(
        "Es wurde nichts gespeichert. Gehen Sie einen Schritt zurück, laden Sie die Seite neu und senden Sie sie "
        "noch einmal."
    ),
)

GONE_LINK: Words = (
    _("Dieser Link gilt nicht mehr"),
    _(
        "Er wurde zurückgenommen oder ist unvollständig. Bitte lassen Sie sich vom Veranstaltungsteam einen neuen "
        "geben."
    ),
)
