"""The words of the table's page for its first paint, by the names that stand in the templates.

static/js/views/table/now.js says the same from then on; tests/web/test_table_words.py holds the two together.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

State = dict[str, dict[str, Any]]
Values = dict[str, Any]

TALK = ("round", "over")
WALK = ("lobby", "switch")
END = ("harvest", "closed")
QUOTED = 90
TOP_IDEAS = 3


def page_words(state: State, now: int) -> Values:
    """Everything that `data-text`, `data-show` and their like ask for. `now` in ms."""
    scene, you = scene_of(state), you_of(state)
    topic = topic_of(state, you.get("table"))
    place = state.get("table", {}).get(str(you.get("table")))
    event = event_of(state)
    seated = bool(you.get("table"))
    where = [place["place"], _("stufenlos") if place["step_free"] else ""] if place and scene in WALK else []
    number = _("Nummer %(number)s", number=you["number"]) if you.get("number") else ""
    return {
        "scene": scene,
        "page_title": _("Am Tisch") if seated else event.get("title", ""),
        "seated": seated,
        "table": you.get("table") or "",
        "face": (topic or {}).get("face"),
        "topic": (topic or event).get("title", ""),
        "phase": phase_words(state),
        "announcement": announcement(state),
        **clock_words(state, now),
        **next_words(state, scene, you, topic),
        "place_text": " · ".join(filter(None, where)),
        **cloth_words(state, scene, you),
        **host_words(state, scene, you),
        **harvest_words(state, scene),
        "me_line": " · ".join(filter(None, [number, you.get("name")])),
        "my_name": you.get("name", ""),
        "my_group": you.get("group") or "",
        "may_claim": scene in (*TALK, *WALK),
    }


# -- what the state says


def event_of(state: State) -> Values:
    """The event's card."""
    card: Values = state.get("event", {}).get("event", {})
    return card


def clock_of(state: State) -> Values:
    """The clock's face."""
    face: Values = state.get("clock", {}).get("clock", {"phase": "draft", "state": "running", "round": 0})
    return face


def you_of(state: State) -> Values:
    """What the person is told about herself."""
    you: Values = state.get("you", {}).get("you", {})
    return you


def scene_of(state: State) -> str:
    """The phase, or "over" for a last round that has ended."""
    clock = clock_of(state)
    return "over" if clock["phase"] == "round" and clock["state"] == "ended" else str(clock["phase"])


def rows(state: State, kind: str) -> list[Values]:
    """The values of a kind, by number."""
    return sorted(state.get(kind, {}).values(), key=lambda value: value.get("number", 0))


def topic_of(state: State, table: int | None) -> Values | None:
    """What a table talks about."""
    card = state.get("table", {}).get(str(table))
    return state.get("topic", {}).get(str(card["topic"])) if card else None


def question_at(state: State, table: int | None, number: int) -> str:
    """This round's question for the table's topic, else the nearest one that is meant for it."""
    topic = (topic_of(state, table) or {"number": 0})["number"]
    asked = state.get("question", {})
    for key in (f"{number}:{topic}", f"0:{topic}", f"{number}:0", "0:0"):
        if asked.get(key, {}).get("text"):
            return str(asked[key]["text"])
    return ""


def time_left(state: State, now: int) -> int | None:
    """Milliseconds on the clock; None where none runs."""
    clock = clock_of(state)
    if clock["state"] == "paused":
        return clock["remaining_ms"] or 0
    return max(0, clock["ends_at"] - now) if clock.get("ends_at") else None


def may_choose(state: State) -> bool:
    """Whether people pick their table themselves now."""
    chooses = event_of(state).get("policy") == "choice" and clock_of(state)["phase"] in WALK
    return chooses and not you_of(state).get("hosts")


def holding_round(state: State) -> int:
    """The round whose seats hold now."""
    clock = clock_of(state)
    following = clock.get("next_round") if clock["phase"] == "switch" else None
    return int(following or clock["round"])


def ideas_elsewhere(state: State) -> list[Values]:
    """The ideas of others at the tables one has visited, without the one where one sits."""
    table, own = you_of(state).get("table"), state.get("my_idea", {})
    return [idea for idea in rows(state, "idea") if idea["table"] != table and str(idea["number"]) not in own]


def own_listed(state: State) -> list[Values]:
    """One's own ideas as they are listed: in the harvest all, before it those that don't lie on this table."""
    table, seen, ended = you_of(state).get("table"), state.get("idea", {}), scene_of(state) in END
    mine = [idea for idea in rows(state, "my_idea") if idea["state"] != "withdrawn"]
    return [idea for idea in mine if ended or idea["table"] != table or str(idea["number"]) not in seen]


def top_ideas(state: State) -> list[tuple[int, list[Values]]]:
    """Each table's best supported ideas."""
    groups = []
    for table in rows(state, "table"):
        liked = [idea for idea in rows(state, "idea") if idea["table"] == table["number"] and idea["supports"]]
        liked.sort(key=lambda idea: (-idea["supports"], idea["number"]))
        if liked:
            groups.append((table["number"], liked[:TOP_IDEAS]))
    return groups


# -- in words


def clock_words(state: State, now: int) -> Values:
    """The clock in the header."""
    left = time_left(state, now)
    clock = clock_of(state)
    seconds = -(-(left or 0) // 1000)
    near = ""
    if clock["phase"] == "round" and clock["state"] == "running" and left is not None:
        near = "" if left > 300_000 else "soon" if left > 60_000 else "last"
    return {
        "has_clock": left is not None,
        "clock_time": f"{seconds // 60:02}:{seconds % 60:02}",
        "clock_state": _("Pause") if clock["state"] == "paused" else _("Zeit ist um") if left == 0 else "",
        "clock_near": near,
    }


def phase_words(state: State) -> str:
    """Where the afternoon stands."""
    clock = clock_of(state)
    following = clock.get("next_round")
    return {
        "lobby": _("Ankommen"),
        "round": _("Runde %(round)s von %(rounds)s", round=clock["round"], rounds=event_of(state).get("rounds")),
        "switch": _("Wechsel zu Runde %(round)s", round=following) if following else _("Wechsel"),
        "harvest": _("Ernte"),
        "closed": _("Beendet"),
    }.get(clock["phase"], _("Noch nicht geöffnet"))


def announcement(state: State) -> str:
    """The newest word of the lead to the hall or to this table."""
    said = sorted(state.get("announcement", {}).values(), key=lambda one: one["at"])
    return str(said[-1]["text"]) if said else ""


def next_words(state: State, scene: str, you: Values, topic: Values | None) -> Values:
    """The one thing to do now."""
    walks, seated = scene in WALK, bool(you.get("table"))
    presence = state.get("presence", {}).get(str(you.get("table")))
    stays = scene == "switch" and you.get("table") in (you.get("hosts") or 0, you.get("from_table") or 0)
    arrived = bool(you.get("arrived"))
    faces = you.get("new_faces", 0) if scene == "switch" and seated and not stays else 0
    return {
        "has_next": scene != "round",
        "next_face": walks and seated,
        "next_topic": (topic or {}).get("title", "") if walks and seated else "",
        "heading": heading(state, scene, you, stays=stays),
        "lead": lead(state, scene, you),
        "has_facts": walks and bool(you.get("number")),
        "number": you.get("number", "") if walks else "",
        "faces_text": faces or "",
        "presence_text": _("%(here)s von %(seated)s da", **presence) if walks and presence else "",
        "may_arrive": walks and seated and not arrived and not stays,
        "arrived_text": arrived_words(scene, you) if walks and seated and arrived else "",
        "chooses": may_choose(state),
        "asks_wishes": scene == "lobby" and bool(event_of(state).get("asks_wishes")) and not you.get("hosts"),
        "upcoming": upcoming(state, scene),
        "purpose": event_of(state).get("purpose", "") if scene in ("lobby", "closed") else "",
    }


def heading(state: State, scene: str, you: Values, *, stays: bool) -> str:
    """The page's first line."""
    table = you.get("table")
    if scene == "lobby":
        return _("Ihr Platz ist an Tisch %(table)s", table=table) if table else _("Willkommen")
    if scene == "switch":
        if not table:
            return _("Wählen Sie Ihren nächsten Tisch") if may_choose(state) else _("Ihr nächster Platz wird gesucht")
        if stays:
            return _("Sie bleiben an Tisch %(table)s", table=table)
        return _("Weiter zu Tisch %(table)s", table=table)
    if scene == "harvest":
        dots = dots_of(state)
        if dots["state"] == "open":
            return dots_heading(dots_left(state), dots["per_person"])
        return _("So haben alle gewichtet") if dots["state"] == "closed" else _("Was zeichnet sich ab?")
    return {"over": _("Die letzte Runde ist zu Ende."), "closed": _("Vielen Dank!")}.get(
        scene, _("Gleich geht es los.")
    )


def dots_heading(left: int, given: int) -> str:
    """What is still to be done with one's dots. `given`: how many each person has."""
    if left <= 0:
        return ngettext("Ihr Punkt ist vergeben", "Ihre %(num)s Punkte sind vergeben", given)
    if left < given:
        return ngettext("Vergeben Sie noch einen Punkt", "Vergeben Sie noch %(num)s Punkte", left)
    return ngettext("Vergeben Sie Ihren Punkt", "Vergeben Sie Ihre %(num)s Punkte", given)


def lead(state: State, scene: str, you: Values) -> str:
    """The sentence below it."""
    if scene == "lobby":
        if you.get("table"):
            return _("Schön, dass Sie dabei sind.")
        return _("Gleich haben Sie einen Platz. Bitte warten Sie einen Augenblick.")
    if scene == "switch":
        if you.get("hosts"):
            return _("Gleich kommt die nächste Gruppe. Erzählen Sie ihr kurz, was bisher wichtig war.")
        if you.get("table") or may_choose(state):
            return ""
        return _("Bitte warten Sie einen Augenblick oder wenden Sie sich an die Leitung.")
    if scene == "harvest":
        if dots_of(state)["state"] == "open" and dots_left(state) <= 0:
            return _("Danke! Solange abgestimmt wird, können Sie noch umverteilen.")
        return {
            "open": _(
                "Legen Sie Punkte auf das, was jetzt am wichtigsten ist. "
                "Es dürfen auch mehrere auf einem Themenfeld liegen."
            ),
            "closed": _("Danke! Gleich geht es um die nächsten Schritte."),
        }.get(dots_of(state)["state"], _("Aus Ihren Ideen werden Themenfelder. Lesen Sie mit."))
    return {
        "draft": _("Sobald die Leitung öffnet, geht es auf dieser Seite weiter."),
        "over": _("Bleiben Sie sitzen. Gleich schauen alle gemeinsam, was sich abzeichnet."),
        "closed": _("Die Veranstaltung ist beendet. Alles, was Sie geschrieben haben, ist gesichert."),
    }.get(scene, "")


def arrived_words(scene: str, you: Values) -> str:
    """After "Ich bin da"."""
    if scene == "lobby":
        return _("Sie sind da. Sagen Sie Ihrem Tisch schon einmal Hallo.")
    return _("Willkommen an Tisch %(table)s.", table=you["table"])


def upcoming(state: State, scene: str) -> str:
    """What happens next."""
    following = clock_of(state).get("next_round")
    if scene == "lobby":
        return _(
            "Die Leitung begrüßt Sie und beginnt dann Runde 1 von %(rounds)s: %(minutes)s Minuten Gespräch an Ihrem "
            "Tisch. Die Frage erscheint hier.",
            rounds=event_of(state).get("rounds"),
            minutes=state.get("round", {}).get("1", {}).get("minutes", 20),
        )
    if scene == "switch" and following:
        return _(
            "Wenn alle sitzen, beginnt Runde %(round)s. Hier sehen Sie dann die Frage und was an diesem Tisch schon "
            "gedacht wurde.",
            round=following,
        )
    if scene == "closed":
        return _(
            "Die Ergebnisse gehen an die Menschen, die zu dieser Veranstaltung eingeladen haben. Sie können diese "
            "Seite weiter ansehen."
        )
    return ""


def cloth_words(state: State, scene: str, you: Values) -> Values:
    """What the table remembers."""
    table = you.get("table")
    shows = bool(table) and (scene in TALK or (scene == "switch" and bool(you.get("arrived") or you.get("hosts"))))
    number = holding_round(state)
    card = relay_for(state, table, number) if shows else None
    here = [idea for idea in rows(state, "idea") if idea["table"] == table]
    earlier = sum(idea["round"] < number for idea in here)
    elsewhere = len(ideas_elsewhere(state)) if scene in (*TALK, "switch") else 0
    mine = len(own_listed(state))
    presence = state.get("presence", {}).get(str(table))
    return {
        "has_cloth": shows,
        "cloth_face": (topic_of(state, table) or {}).get("face"),
        "has_question": scene == "round",
        "question_label": _("Ihre Frage in Runde %(round)s", round=number),
        "question": question_at(state, table, number) or (topic_of(state, table) or {}).get("title", ""),
        "not_arrived": _("Sitzen Sie schon an Tisch %(table)s?", table=table)
        if scene == "round" and table and not you.get("arrived") and not you.get("hosts")
        else "",
        "relay_shown": card is not None,
        "relay_title": _("Das hat die letzte Gruppe hinterlassen")
        if you.get("hosts")
        else _("Das gibt die Gruppe vor Ihnen weiter"),
        "relay_question": (card or {}).get("question", ""),
        "ideas_title": _("Ideen dieser Runde")
        if scene == "round" or (scene == "over" and len(here) > earlier)
        else _("Neu an diesem Tisch")
        if len(here) > earlier
        else "",
        "presence_here": _("%(here)s von %(seated)s da", **presence) if presence and scene in TALK else "",
        "no_ideas": scene == "round" and len(here) == earlier,
        "earlier": ngettext("Eine Idee aus früheren Runden", "%(num)s Ideen aus früheren Runden", earlier)
        if shows and earlier
        else "",
        "elsewhere": ngettext(
            "Eine Idee von Tischen, an denen Sie waren", "%(num)s Ideen von Tischen, an denen Sie waren", elsewhere
        )
        if elsewhere
        else "",
        "mine": ngettext("Ihre Idee", "Ihre %(num)s Ideen", mine) if mine else "",
    }


def relay_for(state: State, table: int | None, number: int) -> Values | None:
    """The newest card of an earlier round at this table."""
    cards = [card for card in state.get("relay", {}).values() if card["table"] == table and card["round"] < number]
    return max(cards, key=lambda card: int(card["round"]), default=None)


def host_words(state: State, scene: str, you: Values) -> Values:
    """What a host sees beside everybody's page."""
    table = you.get("hosts")
    presence = state.get("presence", {}).get(str(table))
    call = state.get("help", {}).get(str(table))
    advice = {
        "lobby": _("Begrüßen Sie alle, die an Ihren Tisch kommen."),
        "round": _(
            "Achten Sie darauf, dass alle zu Wort kommen. Wer nicht tippt, dem leihen Sie Ihr Telefon: „Für jemanden "
            "am Tisch schreiben“."
        ),
        "switch": _("Halten Sie jetzt auf der Staffelkarte fest, was die Nächsten wissen sollten."),
        "over": _("Halten Sie jetzt auf der Staffelkarte fest, was die Nächsten wissen sollten."),
    }
    return {
        "is_host": bool(table) and scene != "closed",
        "host_title": _("Sie betreuen Tisch %(table)s", table=table or ""),
        "host_presence": host_presence(scene, presence) if presence else "",
        "host_advice": advice.get(scene, ""),
        "may_relay": clock_of(state)["round"] > 0 and scene in (*TALK, "switch", "harvest"),
        "may_type_cards": clock_of(state)["round"] > 0 and scene in (*TALK, "switch", "harvest"),
        "relay_editor_title": _("Staffelkarte für Runde %(round)s", round=clock_of(state)["round"]),
        "help_called": call is not None,
        "help_text": _("Hilfe ist gerufen: %(reason)s", reason=call["reason"])
        if call and call["reason"]
        else _("Hilfe ist gerufen. Jemand aus dem Team kommt zu Ihnen."),
        "may_add": scene in (*TALK, *WALK),
        "may_hand_over": scene in (*TALK, *WALK),
    }


def host_presence(scene: str, presence: Values) -> str:
    """Numbers only, never who."""
    if scene in TALK:
        return _("%(here)s von %(seated)s da. In dieser Runde haben geschrieben: %(wrote)s.", **presence)
    return _("%(here)s von %(seated)s da", **presence)


# -- the harvest


def dots_of(state: State) -> Values:
    """The state of prioritising."""
    dots: Values = state.get("dots", {}).get("dots", {"state": "none", "per_person": 0})
    return dots


def dots_left(state: State) -> int:
    """How many dots one may still place."""
    placed = sum(mine["dots"] for mine in state.get("my_dots", {}).values())
    return int(dots_of(state)["per_person"] - placed)


def dots_on(theme: Values) -> int:
    """From phones and from paper together."""
    return int(theme["dots"] or 0)


def harvest_words(state: State, scene: str) -> Values:
    """Above the themes."""
    ends, voting, left = scene in END, dots_of(state)["state"], dots_left(state)
    words = ngettext("Noch ein Punkt", "Noch %(num)s Punkte", left) if left > 0 else _("Alle Punkte vergeben")
    return {
        "has_harvest": scene == "harvest" or (scene == "closed" and "theme" in state),
        "themes_title": _("Themenfelder nach Punkten") if voting == "closed" else _("Themenfelder"),
        "no_themes": "theme" not in state,
        "dots_text": words if ends and voting == "open" else "",
        "has_measures": ends and "measure" in state,
        "has_top": ends and bool(top_ideas(state)),
    }


def theme_values(state: State) -> list[Values]:
    """The theme cards, in the order of their dots once these are known."""
    if scene_of(state) not in END:
        return []
    themes = sorted(rows(state, "theme"), key=lambda theme: (-dots_on(theme), theme["number"]))
    most = max(map(dots_on, themes), default=0)
    return [theme_value(state, theme, most) for theme in themes]


def theme_value(state: State, theme: Values, most: int) -> Values:
    """A theme's card."""
    voting, left = dots_of(state)["state"], dots_left(state)
    mine = state.get("my_dots", {}).get(str(theme["number"]), {"dots": 0})["dots"]
    title = theme["title"]
    ideas = state.get("idea", {})
    return {
        **theme,
        "result": voting == "closed",
        "share": (200 * dots_on(theme) + most) // (2 * most) if most else 0,
        "result_text": ngettext("%(num)s Punkt", "%(num)s Punkte", dots_on(theme)),
        "votes": voting == "open" and scene_of(state) == "harvest",
        "mine_text": ngettext("%(num)s Punkt", "%(num)s Punkte", mine),
        "vote_label": _("Ihre Punkte für %(title)s", title=title),
        "less_label": _("Einen Punkt wegnehmen von: %(title)s", title=title),
        "more_label": _("Einen Punkt geben für: %(title)s", title=title),
        "no_less": str(mine == 0).lower(),
        "no_more": str(left <= 0).lower(),
        "count_text": ngettext("%(num)s Idee", "%(num)s Ideen", len(theme["ideas"])),
        "ideas": [
            {**ideas[str(number)], "origin": _("Tisch %(table)s, Runde %(round)s", **ideas[str(number)])}
            for number in theme["ideas"]
            if str(number) in ideas
        ],
    }


def top_values(state: State) -> list[Values]:
    """The tables with what they found worth supporting."""
    if scene_of(state) not in END:
        return []
    return [
        {
            "table": table,
            "face": (topic_of(state, table) or {}).get("face"),
            "ideas": [{**idea, "origin": _("Zuspruch %(supports)s", **idea)} for idea in ideas],
        }
        for table, ideas in top_ideas(state)
    ]


# -- seats and ideas


def seat_values(state: State) -> list[Values]:
    """The tables one may choose from."""
    if not may_choose(state):
        return []
    mine = you_of(state).get("table")
    values = []
    for card in rows(state, "table"):
        number = card["number"]
        if card.get("closed") and number != mine:
            continue
        taken = state.get("route", {}).get(str(number), {"numbers": []})["numbers"]
        free = max(0, card["seats"] - len(taken))
        topic = topic_of(state, number) or {}
        values.append(
            {
                "number": number,
                "face": topic.get("face"),
                "topic": topic.get("title", ""),
                "place": " · ".join(filter(None, [card["place"], _("stufenlos") if card["step_free"] else ""])),
                "chosen": number == mine,
                "full": free == 0 and number != mine,
                "free_text": _("Ihr Platz")
                if number == mine
                else ngettext("%(num)s frei", "%(num)s frei", free)
                if free
                else _("voll"),
            }
        )
    return values


def idea_lists(state: State) -> dict[str, list[Values]]:
    """The ideas by the list they stand in."""
    table, scene, holds = you_of(state).get("table"), scene_of(state), holding_round(state)
    here = [idea for idea in rows(state, "idea") if idea["table"] == table]
    away = [] if scene in END else ideas_elsewhere(state)
    return {
        "now": [idea_value(state, idea) for idea in here if idea["round"] >= holds],
        "earlier": [idea_value(state, idea, marks=("round",)) for idea in here if idea["round"] < holds],
        "elsewhere": [idea_value(state, idea, marks=("table", "round")) for idea in away],
        "mine": [idea_value(state, idea, marks=("table", "round")) for idea in own_listed(state)],
    }


def idea_value(state: State, idea: Values, marks: tuple[str, ...] = ()) -> Values:
    """An idea's card. What one doesn't see any more, one doesn't build on."""
    number = str(idea["number"])
    own = number in state.get("my_idea", {})
    standing = state.get("my_idea", {}).get(number, {"state": "shown"})["state"]
    supported = number in state.get("my_support", {})
    scene = scene_of(state)
    parts = [
        _("Tisch %(table)s", **idea) if "table" in marks else "",
        _("Runde %(round)s", **idea) if "round" in marks else "",
        _("Von Ihnen")
        if own
        else {"host": _("für jemanden geschrieben"), "paper": _("vom Papier")}.get(str(idea.get("by")), ""),
        _("Zuspruch %(supports)s", **idea) if own and idea["supports"] else "",
        _("geändert") if idea.get("edited") else "",
        _("von der Leitung ausgeblendet") if standing == "hidden" else "",
        _("gespeichert") if own and standing == "shown" else "",
    ]
    return {
        "number": idea["number"],
        "text": idea["text"],
        "from": quoted(state, idea.get("builds_on", [])),
        "own": own,
        "supports": idea["supports"] or "",
        "supported": supported,
        "likes": not own and scene in (*TALK, "switch", "harvest"),
        "builds": number in state.get("idea", {}) and standing == "shown" and scene in TALK,
        "edits": own and standing == "shown" and scene in (*TALK, "switch", "harvest"),
        "status": " · ".join(filter(None, parts)),
    }


def quoted(state: State, numbers: list[int]) -> str:
    """The words an idea builds on, shortened."""
    found = [
        (state.get("idea", {}).get(str(number)) or state.get("my_idea", {}).get(str(number)) or {}).get("text")
        or _("eine Idee von einem anderen Tisch")
        for number in numbers
    ]
    return " · ".join(text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…" for text in found)


def relay_insights(state: State) -> list[Values]:
    """The lines of the card that was passed on to this group."""
    card = relay_for(state, you_of(state).get("table"), holding_round(state))
    return list(card["insights"]) if card else []
