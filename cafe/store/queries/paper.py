"""What came in on paper: dots counted on the wall, and dots from everybody's own sheets."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.store.rows import PaperDots, PaperSheet, PaperSheetDots


def dots(session: Session, event_id: int) -> dict[int, int]:
    """Theme → dots from paper."""
    counted: Counter[int] = Counter()
    for rows in (PaperDots, PaperSheetDots):
        sums = select(rows.theme, func.sum(rows.dots)).where(rows.event_id == event_id).group_by(rows.theme)
        counted.update(dict(session.execute(sums).all()))
    return dict(counted)


def sheets(session: Session, event_id: int) -> int:
    """How many people's own sheets were typed in."""
    return session.scalar(select(func.count()).select_from(PaperSheet).where(PaperSheet.event_id == event_id)) or 0
