"""What the organiser says of the results before they are handed over. People's phones need none of it."""

from __future__ import annotations

import re

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.templates import AREAS, area_of
from cafe.store.rows import Handover
from cafe.store.unit_of_work import Work
from cafe.usecases.parameters import SaveHandover
from cafe.usecases.viewer import Viewer

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""As browsers check a field for an e-mail address."""

ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
"""A web address without a question mark or fragment: names of files are put behind it."""


def save(work: Work, viewer: Viewer, p: SaveHandover) -> dict[str, object]:
    """Keeps it in place of what was said before."""
    email, address = p.email.strip(), p.address.strip()
    if email and not EMAIL.fullmatch(email):
        raise Refused(Code.INVALID, "email_form", field="email")
    if address and not ADDRESS.fullmatch(address):
        raise Refused(Code.INVALID, "address_form", field="address")
    if any(area not in AREAS for area in p.areas.values() if area):
        raise Refused(Code.INVALID, "field_invalid", field="areas")
    row = work.session.get(Handover, work.event.id) or Handover(event_id=work.event.id)
    row.publisher = text.optional(p.publisher, text.TITLE_LENGTH, field="publisher")
    row.contact = text.optional(p.contact, text.TITLE_LENGTH, field="contact")
    row.email, row.address, row.licence = email, address, p.licence
    row.areas = {field: area for field, area in p.areas.items() if area != (area_of(field) or "")}
    work.session.add(row)
    work.session.flush()
    return {}


def area(row: Handover | None, field: str) -> str:
    """The area of the ranking a field of action counts for: as the organiser chose, else as its name is known."""
    chosen = row.areas.get(field) if row else None
    return area_of(field) or "" if chosen is None else str(chosen)
