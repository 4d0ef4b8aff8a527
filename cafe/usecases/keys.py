"""Tokens and codes: made, derived from a public key and the server's secret, and reduced to the digest that is kept.

A derived code can be shown again without being kept. The rooms below see digests only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which look alike on a table card: 32 characters, 5 bits each."""

HOST_CODE_LENGTH = 6
PERSONAL_CODE_LENGTH = 12


def normal_code(code: str) -> str:
    """A code as typed: small letters, spaces and dashes do not matter."""
    return "".join(char for char in code.upper() if char.isalnum())


def new_token() -> str:
    """256 random bits for a device."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """128 random bits, public: what a token or code is derived from."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def personal_code_digest(code: str) -> str:
    """What is kept of a personal code, however it was typed."""
    return digest(f"person:{normal_code(code)}")


def host_code_digest(event: int, code: str) -> str:
    """What is kept of a host code. The event is mixed in, so equal codes of two events don't look alike."""
    return digest(f"host:{event}:{normal_code(code)}")


class Keyring:
    """Derives tokens and codes from public keys with this server's secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def link_token(self, key: str) -> str:
        """The token in a role's link: 256 bits."""
        return base64.urlsafe_b64encode(self._derived("link", key)).decode().rstrip("=")

    def personal_code(self, key: str) -> str:
        """A person's code, in groups of four: 60 bits, against which a wrong guess costs a request each."""
        code = self._spelled("person", key, PERSONAL_CODE_LENGTH)
        return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

    def host_code(self, key: str) -> str:
        """The code of a table's host: short, for one table of one event, void once used."""
        return self._spelled("host", key, HOST_CODE_LENGTH)

    def _derived(self, purpose: str, key: str) -> bytes:
        return hmac.new(self._secret, f"{purpose}:{key}".encode(), hashlib.sha256).digest()

    def _spelled(self, purpose: str, key: str, length: int) -> str:
        raw = self._derived(purpose, key)
        return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in raw[:length])
