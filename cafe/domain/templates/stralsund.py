"""The smart-city strategy of Stralsund and its surroundings: six fixed topics, four sibling tables each."""

from __future__ import annotations

from cafe.domain.kinds import Question
from cafe.domain.templates.model import AREAS, GROUPS, EventTemplate, rounds_of, tables_of, topics_of

STRATEGY, NETWORKS, MOBILITY, ENERGY, QUARTERS, HEALTH, EDUCATION, ADMINISTRATION, TOURISM, ECONOMY = AREAS

FIELDS = {
    "de": {
        "Strategie und Beteiligung": STRATEGY,
        "Netze und digitale Sicherheit": NETWORKS,
        "Wege und Verkehr": MOBILITY,
        "Energie, Wasser, Klima": ENERGY,
        "Wohnen und Quartiere": QUARTERS,
        "Gesundheit und Zusammenleben": HEALTH,
        "Lernen und digitale Teilhabe": EDUCATION,
        "Digitale Verwaltung": ADMINISTRATION,
        "Kultur, Freizeit, Gäste": TOURISM,
        "Wirtschaft und Gründung": ECONOMY,
    },
    "en": {
        "Strategy and participation": STRATEGY,
        "Networks and digital safety": NETWORKS,
        "Getting around": MOBILITY,
        "Energy, water, climate": ENERGY,
        "Homes and neighbourhoods": QUARTERS,
        "Health and community": HEALTH,
        "Learning and digital inclusion": EDUCATION,
        "Digital administration": ADMINISTRATION,
        "Culture, leisure, visitors": TOURISM,
        "Business and start-ups": ECONOMY,
    },
}
"""The fields of action, each with the area of the ranking it counts for."""

# Per topic: title, field of action, and what rounds 1 to 3 ask there: first what people live with, then what could
# be, then how it begins and who takes part.
TOPICS = {
    "de": (
        (
            "Nachhaltige Mobilität",
            "Wege und Verkehr",
            "Welche Wege in Stralsund und im Umland fallen Ihnen heute schwer?",
            "Wie kommen wir 2030 bequem ohne eigenes Auto ans Ziel?",
            "Womit fangen wir im nächsten Jahr an, und wer macht mit?",
        ),
        (
            "Bildung",
            "Lernen und digitale Teilhabe",
            "Wo fehlt Ihnen oder anderen heute digitales Wissen?",
            "Wie lernt Stralsund in Zukunft, vom Kindergarten bis ins Alter?",
            "Welcher Lernort kann bald öffnen, und wer bringt was ein?",
        ),
        (
            "Sicherheit und Cybersicherheit",
            "Netze und digitale Sicherheit",
            "Wann fühlen Sie sich in der Stadt oder im Netz unsicher?",
            "Was macht eine vernetzte Stadt zu einer sicheren Stadt?",
            "Was können wir gemeinsam schon vor der ersten Störung tun?",
        ),
        (
            "Versorgung und Energie",
            "Energie, Wasser, Klima",
            "Wo gehen bei uns heute Energie und Wasser verloren?",
            "Wie versorgt sich die Stadt 2035 sauber und bezahlbar?",
            "Welchen Anteil können Haushalte, Betriebe und Stadtwerke übernehmen?",
        ),
        (
            "Kultur und Freizeit",
            "Kultur, Freizeit, Gäste",
            "Was hält Sie heute davon ab, öfter auszugehen oder mitzumachen?",
            "Wie helfen digitale Mittel, dass mehr Menschen sich begegnen?",
            "Welches Vorhaben probieren wir in einer Saison aus?",
        ),
        (
            "Gesundheit und Soziales",
            "Gesundheit und Zusammenleben",
            "Wo stoßen Kranke, Ältere und Familien heute auf Hürden?",
            "Wie hilft Technik, ohne dass jemand allein bleibt?",
            "Wer muss sich zusammentun, damit es hier gelingt?",
        ),
    ),
    "en": (
        (
            "Sustainable mobility",
            "Getting around",
            "Which journeys in Stralsund and around it are hard for you today?",
            "How will we get about comfortably without a car of our own in 2030?",
            "What do we begin with next year, and who joins in?",
        ),
        (
            "Education",
            "Learning and digital inclusion",
            "Where do you or others lack digital know-how today?",
            "How will Stralsund learn in future, from nursery to old age?",
            "Which place to learn could open soon, and who brings what?",
        ),
        (
            "Safety and cyber security",
            "Networks and digital safety",
            "When do you feel unsafe in town or online?",
            "What makes a connected town a safe town?",
            "What can we do together before the first outage?",
        ),
        (
            "Supply and energy",
            "Energy, water, climate",
            "Where do we lose energy and water today?",
            "How will the town supply itself cleanly and affordably in 2035?",
            "What share can households, companies and utilities take on?",
        ),
        (
            "Culture and leisure",
            "Culture, leisure, visitors",
            "What keeps you from going out or joining in more often?",
            "How can digital means help more people to meet?",
            "Which project do we try out for one season?",
        ),
        (
            "Health and social affairs",
            "Health and community",
            "Where do sick people, older people and families meet hurdles today?",
            "How does technology help without leaving anybody alone?",
            "Who has to get together to make it work here?",
        ),
    ),
}

FACES = (1, 11, 9, 2, 7, 8)
"""The symbol of each topic: bicycle, mortarboard, network, lightning, note, heartbeat."""

TITLES = {
    "de": "Smart-City-Strategie für Stralsund und Umland",
    "en": "A smart-city strategy for Stralsund and its surroundings",
}
PLACES = {"de": "Rathaus Stralsund", "en": "Stralsund town hall"}
PURPOSES = {
    "de": (
        "Stralsund will eine vernetzte Stadt sein, die ihre Mittel schont: unterwegs nachhaltig, mit sauberer "
        "Energie und einer digitalen Verwaltung. Was Sie heute sagen, prägt die Ziele und die ersten Vorhaben der "
        "Smart-City-Strategie. Die Ergebnisse erhalten Stadtverwaltung, Stadtwerke, Hochschule und Bürgerschaft; "
        "was daraus wird, erfahren Sie beim nächsten Treffen in einem halben Jahr."
    ),
    "en": (
        "Stralsund wants to be a connected town that saves resources: sustainable on the move, with clean energy "
        "and a digital administration. What you say today shapes the aims and first projects of the smart-city "
        "strategy. The results go to the administration, the public utilities, the university and the town council; "
        "you will hear what became of them when we meet again in half a year."
    ),
}


def template(language: str) -> EventTemplate:
    """The template in one language."""
    rows = TOPICS[language]
    return EventTemplate(
        name="stralsund",
        language=language,
        title=TITLES[language],
        purpose=PURPOSES[language],
        place=PLACES[language],
        starts="13:00",
        ends="18:00",
        policy="carousel",
        harvest_minutes=30,
        expected_people=96,
        groups=GROUPS[language],
        topics=topics_of([(title, field, face) for (title, field, *_), face in zip(rows, FACES, strict=True)]),
        tables=tables_of(topics=len(rows), siblings=4),
        rounds=rounds_of(3),
        questions=tuple(
            Question(round_number, topic, text)
            for topic, (_title, _field, *texts) in enumerate(rows, start=1)
            for round_number, text in enumerate(texts, start=1)
        ),
        areas=FIELDS[language],
    )


TEMPLATES = (template("de"), template("en"))
