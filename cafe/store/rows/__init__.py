"""The rows: what the café remembers. Plain facts, no rules.

Everything inside an event goes by its number there: the primary key is (event, number), so a row of another event
cannot be reached by mistake, and the number people see is the number in the export.
"""

from cafe.store.rows.access import Access, Link, Organiser
from cafe.store.rows.base import Base
from cafe.store.rows.event import Event, Handover, Question, Round, Table, Topic, Wifi
from cafe.store.rows.harvest import (
    Dot,
    Measure,
    MeasureIdea,
    MeasureTheme,
    PaperDots,
    PaperSheet,
    PaperSheetDots,
    Theme,
    ThemeStep,
)
from cafe.store.rows.idea import BuildsOn, Idea, Support
from cafe.store.rows.journal import Change, Receipt
from cafe.store.rows.person import Person, Plan, Seat, Spare
from cafe.store.rows.planning import Closure, Company, Need, Wish
from cafe.store.rows.table_life import Announcement, HelpCall, Relay

__all__ = [
    "Access",
    "Announcement",
    "Base",
    "BuildsOn",
    "Change",
    "Closure",
    "Company",
    "Dot",
    "Event",
    "Handover",
    "HelpCall",
    "Idea",
    "Link",
    "Measure",
    "MeasureIdea",
    "MeasureTheme",
    "Need",
    "Organiser",
    "PaperDots",
    "PaperSheet",
    "PaperSheetDots",
    "Person",
    "Plan",
    "Question",
    "Receipt",
    "Relay",
    "Round",
    "Seat",
    "Spare",
    "Support",
    "Table",
    "Theme",
    "ThemeStep",
    "Topic",
    "Wifi",
    "Wish",
]
