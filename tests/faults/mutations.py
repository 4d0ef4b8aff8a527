"""What no phone of ours would ever send: WebSocket frames and HTTP requests, mutated.

Case n of a seed is always the same.

Each case begins with something a phone may say, and then spoils it: in its meaning (a wrong value in the JSON), in its
letters (bits, cuts, repeats), or in its packing (lengths, masks, fragments, headers).
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MIB = 1 << 20
DEPTH = 100_000
BODY = 2 * MIB
SEPARATOR = "\x1e"
RARE = 0.004
"""How often a case is a large one: two megabytes, or a hundred thousand brackets."""

ODD_VALUES = (
    "null", "true", "-0", "1e400", "-1e400", "1e-400", "9" * 400, "18446744073709551616", "NaN", "Infinity", "0x10",
    "[]", "{}", '""', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"\\u202e"', '{"__proto__":{"ok":true}}',
    '{"constructor":{}}', '[[[]]]', '{"":""}', '{"a":1,"a":2}', '"' + "x" * 5_000 + '"',
    '"' + "\u0301" * 1_000 + '"', "1.5", '"1"', "[null]", '{"_placeholder":true,"num":0}', "01", "1.", "'x'", '"\n"',
    '"\\x"', "--1", "tru", '"\ufeff"',
)  # fmt: skip
ODD_NAMES = ("command", "resume", "hint", "connect", "disconnect", "__proto__", "*", "", "message", "changes", "\u0000")
ODD_PACKETS = ("0", "2", "2probe", "5", "6", "7", "", "4", "42", "b", "bAAAA", "b!", "x", "½", "٣", "4٣", "42٣[]")
ODD_COMMANDS = (
    "idea.post",
    "seat.arrive",
    "idea.support",
    "person.update",
    "idea.edit",
    "wish.save",
    "event.delete",
    "x",
)
ODD_LENGTHS = (
    "-1", "abc", "1e5", "+5", "0x5", "", " ", "9" * 30, "5, 5", "5,6", "٣", "1_0", "0", "3", "99999", "2.0",
)  # fmt: skip
ODD_SIZES = (b"zz", b"-5", b"ffffffffffffffff", b"5;a=b", b" 5", b"5 ", b"0x5", b"", b"+5", b"1" * 300, b"5\n")
ODD_CODINGS = ("chunked", "Chunked", "gzip, chunked", "identity", "xchunked", "chunked, chunked", "")
ODD_TRAILERS = (b"no colon\r\n", b"\xff\r\n", b"A: " + b"b" * 70_000 + b"\r\n")
ODD_LINES = (b"no colon here", b": no name", b" folded", b"\x00: x", b"A\x00: b", b"a b: c")
ODD_VERSIONS = (b"HTTP/0.9", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9.9", b"FTP/1", b"")
ODD_HEADERS = {
    "Expect": (b"100-continue", b"200-ok", b""),
    "Host": (b"", b"a b", b"\xff", b"[::1", b"x:99999", b"x:abc", b"a,b", b"../.."),
    "Origin": (b"null", b"http://[", b"//", b"http://evil.example", b"\xff", b""),
    "Cookie": (b"=", b";;;", b"cafe_table=\xff", b'cafe_lang="; a', b"cafe_organise=x.y.z", b"cafe_lang=__proto__"),
    "Authorization": (b"Bearer", b"Basic eHg=", b"Bearer " + b"x" * 5_000, b"Bearer \xff", b"\x00", b"Digest a"),
    "Accept-Language": (b"q", b"de;q=x", b"\xff", b"de;q=1e400", b"*" * 500, b";;,,"),
    "Range": (b"bytes=-1", b"bytes=0-,0-,0-", b"bytes=9-1", b"x", b"bytes=" + b"9" * 99),
    "If-Modified-Since": (b"x", b"Mon, 99 Foo 9999 99:99:99 GMT", b"\xff"),
    "Accept-Encoding": (b"br;q=x", b"\xff", b"gzip;q=1e400", b",,,", b"identity;q=0"),
    "X-Cafe-Page": (b"table", b"lead", b"__proto__", b"\xff", b"organise"),
    "X-Cafe-Who": (b"1/x", b"", b"\xff", b"/", b"9" * 99),
}
ODD_BYTES = (b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\x1e", b"\x80", b"\xe2\x28\xa1")


@dataclass(frozen=True, slots=True)
class Case:
    """Something to be sent, and what it is called where it did harm."""

    name: str
    data: bytes
    ends: bool = False
    """Nothing can follow it on its connection: the server closes, or waits for bytes that never come."""


def draw(seed: int, number: int) -> random.Random:
    """The chance of one case: it alone can be drawn again."""
    return random.Random(f"{seed}/{number}")


# -- frames


def frame(
    chance: random.Random, payload: bytes, opcode: int = TEXT, *, final: bool = True, reserved: int = 0,
    masked: bool = True, length: int | None = None, form: int | None = None,
) -> bytes:  # fmt: skip
    """A client's frame; `length` lies about its size, `form` (7, 16, 64 bits) says it in an odd way."""
    size = len(payload) if length is None else length
    form = form or (7 if size < 126 else 16 if size < 1 << 16 else 64)
    mask_bit = 0x80 if masked else 0
    head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
    if form == 7:
        head += bytes([mask_bit | min(size, 125)])
    elif form == 16:
        head += bytes([mask_bit | 126]) + (size & 0xFFFF).to_bytes(2)
    else:
        head += bytes([mask_bit | 127]) + (size & 0xFFFF_FFFF_FFFF_FFFF).to_bytes(8)
    if not masked:
        return head + payload
    key = chance.randbytes(4)
    pad = (key * (len(payload) // 4 + 1))[: len(payload)]
    return head + key + (int.from_bytes(payload) ^ int.from_bytes(pad)).to_bytes(len(payload))


def said(chance: random.Random) -> str:
    """Something a phone may say on an open line."""
    number = chance.randrange(1, 1_000)
    return chance.choice(
        [
            f'42{number}["command",{command(chance)}]',
            f'42{number}["command",[{command(chance)},{command(chance)}]]',
            f'42["command",{command(chance)}]',
            f'42{number}["resume",{{"since":{chance.randrange(100)}}}]',
            '42["hint",{"typing":true}]',
            '42["hint",{"typing":false}]',
            "3",
        ]
    )


def command(chance: random.Random) -> str:
    """A command; most are refused, since a flood is."""
    args: dict[str, Any] = chance.choice(
        [{"text": "Mehr Licht am Sund"}, {"idea": chance.randrange(1, 9)}, {}, {"name": "Möwe"}, {"topics": [1, 2]}]
    )
    body = {"id": f"fuzz-{chance.getrandbits(48):012x}", "name": chance.choice(ODD_COMMANDS), "args": args}
    return json.dumps(body, ensure_ascii=False)


def odd_meaning(chance: random.Random) -> str:
    """Well-formed or nearly, and not what was agreed."""
    value, number = chance.choice(ODD_VALUES), chance.randrange(1_000)
    name = chance.choice(ODD_NAMES)

    def asked(command: str, args: str) -> str:
        """A command with these arguments."""
        return f'42{number}["command",{{"id":"fuzz-{number:08d}","name":"{command}","args":{args}}}]'

    shapes: list[Callable[[], str]] = [
        lambda: f'42{number}["command",{value}]',
        lambda: f'42{number}["command",[{value},{value}]]',
        lambda: f'42{number}["command",{{"id":{value},"name":"idea.post","args":{{"text":"x"}}}}]',
        lambda: f'42{number}["command",{{"id":"fuzz-{number:08d}","name":{value},"args":{{}}}}]',
        lambda: asked("idea.post", value),
        lambda: asked("idea.post", f'{{"text":{value}}}'),
        lambda: asked("idea.support", f'{{"idea":{value}}}'),
        lambda: asked("idea.post", f'{{"text":"x","drafted":{value}}}'),
        lambda: f'42{number}["resume",{{"since":{value}}}]',
        lambda: f'42{number}["resume",{value}]',
        lambda: f'42["hint",{{"typing":{value}}}]',
        lambda: f'42{number}["{name}",{value}]',
        lambda: f'42{number}["{name}"]',
        lambda: f"42{number}{value}",
        lambda: f"42{value}",
        lambda: f"4{value}",
        lambda: f"40{value}",
        lambda: f'40{{"token":{value}}}',
        lambda: f"43{number}[{value}]",
        lambda: f'43{"9" * chance.choice([1, 30, 101, 300])}["x"]',
        lambda: f'42{"9" * chance.choice([30, 101, 300])}["command",{command(chance)}]',
        lambda: f'42/other,{number}["command",{command(chance)}]',
        lambda: f'42/{name}?a=b,{number}["resume",{{"since":0}}]',
        lambda: f"40/{name},{value}",
        lambda: f"41/{name},",
        lambda: f'45{chance.choice([0, 1, 2, 10**9, 10**12])}-["command",{{"_placeholder":true,"num":{number}}}]',
        lambda: f'451-{number}["command",{{"_placeholder":true,"num":0}}]',
        lambda: f'461-{number}[{{"_placeholder":true,"num":{value}}}]',
        lambda: f"44{value}",
        lambda: f"4{chance.randrange(7, 10)}{value}",
        lambda: f"{chance.randrange(0, 10)}{value}",
        lambda: chance.choice(ODD_PACKETS),
        lambda: f"42{number}[" * chance.randrange(1, 400),
    ]
    return chance.choice(shapes)()


def garbled(chance: random.Random, data: bytes) -> bytes:
    """A few bits, letters or stretches are not what they were."""
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(spoiled) + 1)
        match chance.randrange(6):
            case 0 if at < len(spoiled):
                spoiled[at] ^= 1 << chance.randrange(8)
            case 1:
                del spoiled[at : at + chance.randint(1, 12)]
            case 2:
                spoiled[at:at] = spoiled[at : at + chance.randint(1, 40)]
            case 3:
                spoiled[at:at] = chance.choice(ODD_BYTES)
            case 4:
                spoiled[at:at] = chance.choice(ODD_VALUES).encode("utf-8", "surrogatepass")
            case _:
                spoiled[at : at + 1] = chance.randbytes(1)
    return bytes(spoiled)


def large(chance: random.Random) -> bytes:
    """As much as anybody would try."""
    return chance.choice(
        [
            lambda: b'421["command",' + b"[" * DEPTH + b"]" * DEPTH,
            lambda: b'421["command",' + b'{"a":' * DEPTH,
            lambda: b"421" + b"[" * 199_000,
            lambda: b"42" + b"[" * 199_000,
            lambda: b"4" + b"[" * 199_000,
            lambda: b'421["command",{"id":"fuzz-large","name":"idea.post","args":{"text":"' + b"x" * 190_000 + b'"}}]',
            lambda: b'421["command",[' + b"{}," * 60_000 + b"{}]]",
            lambda: b'421["command",{"a":"' + b"y" * BODY + b'"}]',
            lambda: b"3" * 190_000,
            lambda: b'421["resume",{"since":' + b"1" * 190_000 + b"}]",
        ]
    )()


def frame_case(seed: int, number: int) -> Case:
    """A case for an open line."""
    chance = draw(seed, number)
    if chance.random() < RARE:
        data = large(chance)
        return Case("large", frame(chance, data), ends=len(data) > 200_000)
    drawn = chance.random()
    if drawn < 0.15:
        return Case("as agreed", frame(chance, said(chance).encode()))
    if drawn < 0.55:
        text = odd_meaning(chance)
        return Case("odd meaning", frame(chance, text.encode("utf-8", "surrogatepass")))
    if drawn < 0.82:
        return Case("garbled", frame(chance, garbled(chance, said(chance).encode())))
    if drawn < 0.90:
        return in_pieces(chance)
    return badly_packed(chance)


def in_pieces(chance: random.Random) -> Case:
    """A message in fragments, as RFC 6455 allows it, with control frames between them."""
    payload = said(chance).encode()
    cuts = sorted(chance.sample(range(len(payload) + 1), min(len(payload), chance.randint(1, 6))))
    parts = [payload[start:end] for start, end in zip([0, *cuts], [*cuts, len(payload)], strict=True)]
    out = b""
    for index, part in enumerate(parts):
        out += frame(chance, part, TEXT if index == 0 else 0, final=index == len(parts) - 1)
        if chance.random() < 0.4 and index < len(parts) - 1:
            out += frame(chance, b"between", PONG)
    return Case("in pieces", out)


def badly_packed(chance: random.Random) -> Case:
    """A frame that is none."""
    payload = said(chance).encode()
    shapes: dict[str, Callable[[], bytes]] = {
        "unmasked": lambda: frame(chance, payload, masked=False),
        "reserved bits": lambda: frame(chance, payload, reserved=chance.randint(1, 7)),
        "unknown opcode": lambda: frame(chance, payload, chance.choice([3, 4, 7, 11, 15])),
        "binary": lambda: frame(chance, payload, BINARY),
        "length in too many bytes": lambda: frame(chance, payload, form=chance.choice([16, 64])),
        "longer than it says": lambda: frame(chance, payload, length=len(payload) // 2),
        "shorter than it says": lambda: frame(chance, payload, length=len(payload) + chance.randint(1, 9_000)),
        "huge length": lambda: frame(chance, payload, length=chance.choice([200_001, 2**31, 2**40, 2**63, 2**64 - 1])),
        "huge fragments": lambda: (
            frame(chance, b"x" * 150_000, final=False) + frame(chance, b"x" * 150_000, 0, final=False)
        ),
        "many empty fragments": lambda: frame(chance, b"", final=False) + frame(chance, b"", 0, final=False) * 500,
        "fragment without a beginning": lambda: frame(chance, payload, 0),
        "two beginnings": lambda: frame(chance, payload, final=False) + frame(chance, payload),
        "never finished": lambda: frame(chance, payload, final=False),
        "long control frame": lambda: frame(chance, b"p" * 126, PING),
        "control frame in pieces": lambda: frame(chance, b"p", PING, final=False),
        "many pings": lambda: frame(chance, b"p", PING) * 200,
        "close": lambda: frame(chance, chance.choice([1000, 1001, 0, 999, 1005, 5000]).to_bytes(2) + b"bye", CLOSE),
        "close without a word": lambda: frame(chance, b"", CLOSE),
        "close with half a word": lambda: frame(chance, b"\x03", CLOSE),
        "close with no text": lambda: frame(chance, b"\x03\xe8\xff\xff", CLOSE),
        "not UTF-8": lambda: frame(chance, b"42[" + chance.choice(ODD_BYTES) + b"]"),
        "noise": lambda: chance.randbytes(chance.randint(1, 300)),
        "cut": lambda: frame(chance, payload)[: chance.randint(1, len(payload))],
        "HTTP": lambda: b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
    }
    name = chance.choice(list(shapes))
    return Case(name, shapes[name](), ends=True)


# -- requests


@dataclass(slots=True)
class Request:
    """A request before it is written down."""

    method: str = "GET"
    target: str = "/"
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    version: str = "HTTP/1.1"

    def written(self, *, length: bool = True) -> bytes:
        """Its bytes. `length`: with a true Content-Length."""
        lines = [f"{self.method} {self.target} {self.version}", *(f"{name}: {value}" for name, value in self.headers)]
        if length and (self.body or self.method in {"POST", "PUT"}):
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + self.body


@dataclass(frozen=True, slots=True)
class Known:
    """What a stranger with a code and some tokens knows of the server."""

    tokens: tuple[str, ...]
    code: str
    paths: tuple[str, ...]


def honest(chance: random.Random, known: Known) -> Request:
    """A request as our own pages and clients make it."""
    host = [("Host", "127.0.0.1")]
    token = chance.choice(known.tokens)
    bearer = [*host, ("Authorization", f"Bearer {token}")]
    cookie = [*host, ("Cookie", f"cafe_table={token}; cafe_lang=de")]
    as_json = [*bearer, ("Content-Type", "application/json")]
    makers: list[Callable[[], Request]] = [
        lambda: Request("GET", chance.choice(known.paths), cookie),
        lambda: Request("GET", chance.choice(known.paths), host),
        lambda: Request("POST", "/api/v1/command", as_json, command(chance).encode()),
        lambda: Request("POST", "/api/v1/command", as_json, f"[{command(chance)},{command(chance)}]".encode()),
        lambda: Request("POST", "/api/v1/resume", as_json, b'{"since":5}'),
        lambda: Request("POST", "/api/v1/join", [*host, ("Content-Type", "application/json")], b'{"code":"WRONGX"}'),
        lambda: Request("POST", chance.choice(known.paths), cookie, b"name=x&csrf_token=y"),
        lambda: Request("GET", "/socket.io/?EIO=4&transport=polling", host),
        lambda: Request("POST", "/socket.io/?EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAAAAAA", host, b"40"),
        lambda: Request(
            "GET", "/socket.io/?EIO=4&transport=websocket",
            [*host, ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
             ("Sec-WebSocket-Key", base64.b64encode(chance.randbytes(16)).decode())],
        ),
    ]  # fmt: skip
    return chance.choice(makers)()


def request_case(seed: int, number: int, known: Known) -> Case:
    """A case for a connection of its own."""
    chance = draw(seed, number)
    request = honest(chance, known)
    if chance.random() < RARE * 2:
        return large_request(chance, request)
    drawn = chance.random()
    if drawn < 0.25:
        return odd_body(chance, known)
    if drawn < 0.45:
        return Case("garbled", garbled(chance, request.written()))
    if drawn < 0.6:
        return odd_target(chance, request)
    return odd_head(chance, request)


def large_request(chance: random.Random, request: Request) -> Case:
    """Bodies and heads of megabytes."""
    paths = (
        "/api/v1/command",
        "/api/v1/resume",
        "/api/v1/join",
        "/lang/en",
        "/socket.io/?EIO=4&transport=polling",
        "/",
    )
    post = Request("POST", chance.choice(paths), [*request.headers, ("Content-Type", "application/json")])
    shapes: dict[str, Callable[[], bytes]] = {
        "two megabytes": lambda: with_body(post, b"x" * BODY),
        "two megabytes in chunks": lambda: chunked(post, [b"y" * 65_536] * 32),
        "deep": lambda: with_body(post, b"[" * DEPTH),
        "deep and closed": lambda: with_body(post, b'{"a":' * DEPTH + b"1" + b"}" * DEPTH),
        "a long number": lambda: with_body(post, b'{"since":' + b"1" * 150_000 + b"}"),
        "a long line": lambda: b"GET /" + b"a" * 2 * MIB + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        "a long header": lambda: b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"b" * 2 * MIB + b"\r\n\r\n",
        "many headers": lambda: b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Y: z\r\n" * 50_000 + b"\r\n",
        "a long cookie": lambda: b"GET /t HTTP/1.1\r\nHost: x\r\nCookie: " + b"cafe_table=a; " * 900 + b"\r\n\r\n",
        "a form of many fields": lambda: with_body(
            Request("POST", "/lang/en", [("Host", "x"), ("Content-Type", "application/x-www-form-urlencoded")]),
            b"a=b&" * 100_000,
        ),
    }
    name = chance.choice(list(shapes))
    return Case(name, shapes[name]())


def with_body(request: Request, body: bytes) -> bytes:
    """The same request with another body."""
    return Request(request.method, request.target, request.headers, body).written()


def chunked(request: Request, chunks: list[bytes], trailer: bytes = b"") -> bytes:
    """The body in chunks."""
    head = Request(request.method, request.target, [*request.headers, ("Transfer-Encoding", "chunked")]).written(
        length=False
    )
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n" + trailer + b"\r\n"


def odd_body(chance: random.Random, known: Known) -> Case:
    """An API call whose body means something else."""
    value = chance.choice(ODD_VALUES)
    bodies = [
        value, f"[{value}]", f'{{"since":{value}}}', f'{{"code":{value}}}',
        f'{{"code":"{known.code}X","name":{value}}}', f'{{"id":{value},"name":"idea.post","args":{{}}}}',
        f'{{"id":"fuzz-12345678","name":"idea.post","args":{value}}}',
        f'{{"id":"fuzz-12345678","name":"idea.post","args":{{"text":{value}}}}}', f"[{value},{command(chance)}]",
        "[" + ",".join(["{}"] * chance.choice([0, 9, 10, 11, 500])) + "]", "", "\x00", "name=x",
    ]  # fmt: skip
    body = chance.choice(bodies).encode("utf-8", "surrogatepass")
    if chance.random() < 0.3:
        body = garbled(chance, body)
    kinds = ("application/json", "application/octet-stream", "text/plain", "multipart/form-data; boundary=x", "x", "")
    headers = [
        ("Host", "127.0.0.1"), ("Authorization", f"Bearer {chance.choice(known.tokens)}"),
        ("Content-Type", chance.choice(kinds)),
    ]  # fmt: skip
    path = chance.choice(["/api/v1/command", "/api/v1/resume", "/api/v1/join"])
    return Case("odd body", Request("POST", path, headers, body).written())


def odd_target(chance: random.Random, request: Request) -> Case:
    """Another method, path or query."""
    request.method = chance.choice(
        [request.method, "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "X" * 300]
    )
    odd = (
        "//", "/../../etc/passwd", "/..%5C..%5Cwsgi.py", "/static/../wsgi.py", "/%00", "/%ff%fe", "/%", "/%zz", "*",
        "/é", "/a b", "http://elsewhere.example/", "/j/%F0%9F%98%80", "/j/" + "A" * 5_000, "/qr/%0d%0aX.svg",
        "/r/" + "%41" * 500, "?", "", "/socket.io/", "/socket.io/?EIO=4", "/socket.io/?EIO=3&transport=polling",
        "/socket.io/?EIO=4&transport=flash", "/socket.io/?EIO=4&transport=polling&j=x",
        "/socket.io/?EIO=4&transport=polling&j=1", "/.git/config",
        "/socket.io/?EIO=4&transport=websocket&sid=__proto__",
        "/socket.io/?EIO=4&EIO=3&transport=polling&transport=websocket", "/t?lang=%ff", "/?q=" + "%2e" * 3_000,
        "/static/%2e%2e/%2e%2e/wsgi.py", "/table/99999999999999999999", "/lang/%00",
    )  # fmt: skip
    if chance.random() < 0.7:
        request.target = chance.choice(odd)
    else:
        request.target += chance.choice(["?", "&a=b", "%00", "/", "//", "#x", ";a", "?a[]=1&a[]=2", "%", "\u00ff"])
    return Case("odd target", request.written())


def odd_head(chance: random.Random, request: Request) -> Case:
    """Headers that lie, repeat themselves, or contradict each other."""
    body = request.body or b'{"since":0}'
    post = Request("POST", chance.choice(["/api/v1/resume", "/api/v1/command", "/lang/en", "/"]), list(request.headers))
    plain = request.written()
    first, _, rest = plain.partition(b"\r\n")
    long_value = "z" * chance.choice([100, 20_000])

    def headed(*lines: tuple[str, str]) -> bytes:
        """The body under a head with these lines more."""
        return Request(post.method, post.target, [*post.headers, *lines], body).written()

    def alone(*lines: tuple[str, str]) -> bytes:
        """Such a head, and nothing that says how long the body is."""
        return Request(post.method, post.target, [*post.headers, *lines]).written(length=False)

    def sized(value: str) -> bytes:
        """The body, and something else that says how long it is."""
        return alone(("Content-Length", value)) + body

    def in_chunks(value: str) -> bytes:
        """The body, and a coding of it."""
        return alone(("Transfer-Encoding", value)) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)

    def in_bad_chunks() -> bytes:
        """Chunks that are none."""
        end = chance.choice([b"0\r\n\r\n", b"", b"0\r\n", b"\r\n"])
        return alone(("Transfer-Encoding", "chunked")) + chance.choice(ODD_SIZES) + b"\r\nhello\r\n" + end

    def added(*lines: bytes) -> bytes:
        """The request with these header lines more."""
        return first + b"\r\n" + b"".join(line + b"\r\n" for line in lines) + rest

    shapes: dict[str, Callable[[], bytes]] = {
        "length": lambda: sized(chance.choice(ODD_LENGTHS)),
        "two lengths": lambda: headed(("Content-Length", "3")),
        "length and chunks": lambda: headed(("Transfer-Encoding", "chunked")),
        "coding": lambda: in_chunks(chance.choice(ODD_CODINGS)),
        "bad chunks": in_bad_chunks,
        "trailers": lambda: chunked(post, [body], b"X-Trailer: 1\r\nContent-Length: 5\r\n"),
        "bad trailers": lambda: chunked(post, [body], chance.choice(ODD_TRAILERS)),
        "long": lambda: added(f"X-Long: {long_value}".encode()),
        "without a colon": lambda: added(chance.choice(ODD_LINES)),
        "upgrades": lambda: added(
            b"Upgrade: " + chance.choice([b"websocket", b"h2c", b"", b"\xff"]), b"Connection: Upgrade, keep-alive",
            b"Sec-WebSocket-Version: " + chance.choice([b"13", b"8", b"x", b""]),
            b"Sec-WebSocket-Key: " + chance.choice([b"", b"x", b"dGhlIHNhbXBsZSBub25jZQ==", b"\xff"]),
        ),
        "proxies": lambda: added(
            b"X-Forwarded-For: " + b"1.2.3.4, " * 50, b"X-Forwarded-Proto: gopher", b"X-Forwarded-Host: \xff"
        ),
        "version": lambda: plain.replace(b"HTTP/1.1", chance.choice(ODD_VERSIONS), 1),
        "bare line ends": lambda: plain.replace(b"\r\n", chance.choice([b"\n", b"\r", b"\n\r"])),
        "no end": lambda: plain[: chance.randint(1, len(plain))],
        "noise": lambda: chance.randbytes(chance.randint(1, 500)),
        "pipelined": lambda: plain + plain + b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
        "TLS": lambda: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + chance.randbytes(200),
    }  # fmt: skip
    name = chance.choice([*shapes, *ODD_HEADERS])
    if name in ODD_HEADERS:
        return Case(name, added(f"{name}: ".encode() + chance.choice(ODD_HEADERS[name])))
    return Case(name, shapes[name]())


# -- polling


def polling_case(seed: int, number: int) -> Case:
    """The body of a POST to an open polling session."""
    half = b'451-1["command",{"_placeholder":true,"num":0}]'
    chance = draw(seed, number)
    text = said(chance)
    shapes: dict[str, Callable[[], bytes]] = {
        "as agreed": text.encode,
        "odd meaning": lambda: odd_meaning(chance).encode("utf-8", "surrogatepass"),
        "garbled": lambda: garbled(chance, text.encode()),
        "too many packets": lambda: SEPARATOR.join([text] * chance.choice([15, 16, 17, 40, 5_000])).encode(),
        "empty packets": (SEPARATOR * chance.randint(1, 20)).encode,
        "base64": ("b" + chance.choice(["AAAA", "A", "!", "=", "A" * 9_000, "", "é"])).encode,
        "half a binary packet": lambda: half,
        "a binary packet too many": lambda: b"\x1e".join([half, b"bAAAA", b"bAAAA"]),
        "octets": lambda: chance.randbytes(chance.randint(1, 200)),
        "as in protocol 3": f"{len(text)}:{text}".encode,
        "JSONP": lambda: b"d=" + chance.choice([b"", b"x", b"42%5B%5D", b"%ff", b"&d=2"]),
        "no JSONP": lambda: b"d",
        "not UTF-8": lambda: text.encode() + chance.choice(ODD_BYTES),
        "deep": lambda: b"4" + b"[" * 100_000,
        "deep event": lambda: b"42" + b"[" * 100_000,
    }  # fmt: skip
    if chance.random() < RARE:
        return Case("two megabytes", b"4" + b"x" * BODY)
    name = chance.choice(list(shapes))
    return Case(name, shapes[name]())
