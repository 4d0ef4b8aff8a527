"""What can be set from outside, all in one place. docs/operations.md lists each; a test holds the two together."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

INSTANCE = Path(__file__).resolve().parent.parent / "instance"
"""Where data lives unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One running server's settings."""

    database_url: str
    secret_key: str
    host: str = "0.0.0.0"  # noqa: S104 - phones in the hall must reach it
    port: int = 5000
    public_url: str = ""  # as printed in QR codes; empty: the address the request came by
    secure_cookies: bool = False  # true behind TLS
    origins: tuple[str, ...] = field(default=())  # further origins sockets may come from, beside our own
    async_mode: str = "eventlet"
    max_connections: int = 20_000  # eventlet's own default, 1,024, hangs the hall
    rate_limit: bool = True
    wire: bool = True  # our own WebSocket path under eventlet, see live/wire.py

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Reads CAFE_* variables, PORT, HOST and DATABASE_URL; makes instance folder and secret key if need be."""
        instance = Path(environ.get("CAFE_INSTANCE", INSTANCE))
        instance.mkdir(parents=True, exist_ok=True)
        return cls(
            database_url=environ.get("DATABASE_URL", f"sqlite:///{instance / 'cafe.sqlite'}"),
            secret_key=environ.get("CAFE_SECRET_KEY") or kept_secret(instance / "secret_key"),
            host=environ.get("HOST", "0.0.0.0"),  # noqa: S104
            port=int(environ.get("PORT", "5000")),
            public_url=environ.get("CAFE_PUBLIC_URL", "").rstrip("/"),
            secure_cookies=environ.get("CAFE_SECURE_COOKIES", "") == "1",
            origins=tuple(environ.get("CAFE_ORIGINS", "").split()),
            async_mode=environ.get("CAFE_ASYNC_MODE", "eventlet"),
            max_connections=int(environ.get("CAFE_MAX_CONNECTIONS", "20000")),
            wire=environ.get("CAFE_WIRE", "1") == "1",
            rate_limit=environ.get("CAFE_RATE_LIMIT", "1") == "1",
        )


def kept_secret(path: Path) -> str:
    """The server's secret, made once and readable by its owner only."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
