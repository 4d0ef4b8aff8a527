"""Who is who in a café. What each may do stands in the catalogue of commands, one line a command."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The roles a viewer can have; a host is a participant with a table to look after."""

    NOBODY = "nobody"  # no session
    PARTICIPANT = "participant"
    HOST = "host"
    LEAD = "lead"
    COLEAD = "colead"
    THEME = "theme"
    SCREEN = "screen"
    ORGANISER = "organiser"


SEATED = frozenset({Role.PARTICIPANT, Role.HOST})
"""Those who sit at a table and are a person."""

LEADS = frozenset({Role.LEAD, Role.COLEAD})
"""Those who move the afternoon on."""

STAFF = LEADS | {Role.THEME, Role.ORGANISER}
"""Those who see the whole room."""

LINK_ROLES = frozenset({Role.LEAD, Role.COLEAD, Role.THEME, Role.SCREEN, Role.HOST})
"""Roles that are given by a link."""
