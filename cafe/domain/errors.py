"""The expected no."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """The nine refusal codes of the protocol."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_LATE = "too_late"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"


class Refused(Exception):  # noqa: N818 - it is a refusal, an expected answer, not an error of the program
    """A rule says no.

    `code` is for programs, `reason` names the sentence that people are shown (web/errors.py translates it), `field` the
    field that is meant, `details` what the sentence needs, `retry_after` seconds after which it is worth another try.
    """

    def __init__(
        self,
        code: Code,
        reason: str = "",
        *,
        field: str | None = None,
        retry_after: float | None = None,
        **details: object,
    ) -> None:
        super().__init__(code.value, reason)
        self.code = code
        self.reason = reason or code.value
        self.field = field
        self.retry_after = retry_after
        self.details = details
