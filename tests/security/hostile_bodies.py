"""Bodies that no honest client sends, each made from one that its route accepts."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.contract.scene import Request

Change = Callable[[random.Random, Request], bytes]
"""Makes a hostile body of a request that has a good one."""

MARK = "\ue000mark\ue000"

TEXTS = (
    r"\ud800",
    r"\udfff",
    r"\ud800\ud800",
    r"\udc00\ud800",
    r"a\u0000b",
    r"\u0000",
    r"\u202etxet",
    r"\u2066\u2069\u200f",
    r"\u200d\u200d\ufe0f",
    "👩‍👩‍👧‍👦" * 20,
    "e" + "\u0301" * 300,
    r"\uffff\ufffe",
    "ﬀİıſ",
    r"\u2028\u2029",
    r"\u007f\u0080\u009f",
    "',); drop table bookings; --",
    "%s%n%x{0}{self}${jndi:x}",
    "../../etc/passwd",
    "\\u00zz",
    "\\x00",
    "\\",
    "\n\t",
)
"""Texts as they stand between quotes in JSON."""

BROKEN_UTF8 = (
    b"\xff",
    b"\xc0\x80",
    b"\xe0\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xe2\x82",
    b"\x80",
    b"\xfe\xff",
)

NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "nan",
    "1e999",
    "-1e999",
    "1e-999",
    "9" * 4300,
    "9" * 5000,
    "-" + "9" * 5000,
    "-0",
    "-0.0",
    "0.0",
    "1.0",
    "2.0",
    "60.0",
    "1e0",
    "6e1",
    "0.1e1",
    "1e5000",
    "1" + "0" * 400 + ".5",
    "0x10",
    "0o7",
    "01",
    "+1",
    ".5",
    "5.",
    "1_000",
    "1,0",
    "--1",
    "-",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "-1",
    "0",
    "true",
    "１２",
)

TIMES = (
    "0000-01-01",
    "0001-01-01",
    "0001-01-02",
    "1582-10-10",
    "1900-02-29",
    "1900-01-01",
    "1970-01-01",
    "2026-02-29",
    "2026-03-29",
    "2026-10-25",
    "2026-13-01",
    "2026-00-00",
    "2038-01-19",
    "2999-12-31",
    "9998-12-31",
    "9999-12-30",
    "9999-12-31",
    "10000-01-01",
    "+12026-01-01",
    "-0001-01-01",
    "2026-6-1",
    "20260601",
    "2026-W01-1",
    "2026-152",
    "01/06/2026",
    " 2026-06-01",
    "2026-06-01 ",
    "2026-06-01\\n",
    "２０２６-０６-０１",
    "٢٠٢٦-٠٦-٠١",
    "2026-06-01T00:00:00",
    "2026-06-01T00:00:00Z",
    "2026-06-01T24:00:00+99:99",
    "2016-12-31T23:59:60Z",
    "2026-03-29T01:30:00[Europe/London]",
    "today",
    "now()",
    "infinity",
    "-infinity",
    "epoch",
    "",
)

SHAPES = (
    "null",
    "true",
    "[]",
    "{}",
    '""',
    '"x"',
    "[null]",
    "[[]]",
    "[{}]",
    '{"a": 1}',
    '{"$ne": null}',
    '["2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d", 1]',
    '{"__proto__": {}}',
    '"2C5EA4C0-4067-41E9-8BAD-9B1DEB4D3B7D"',
    '"{2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d}"',
    '"urn:uuid:2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d"',
    '"2c5ea4c0406741e98bad9b1deb4d3b7d"',
    '"00000000-0000-0000-0000-000000000000"',
    '"ffffffff-ffff-ffff-ffff-ffffffffffff"',
)
"""Values of every type, for fields of every other."""


def bytes_changed(whims: random.Random, request: Request) -> bytes:
    """A few bytes are changed, lost, doubled or added."""
    body = bytearray(request.content)
    for _ in range(whims.randint(1, 4)):
        at = whims.randrange(len(body) + 1)
        to = min(len(body), at + whims.randint(1, 8))
        match whims.randrange(6):
            case 0:
                body[at:to] = whims.randbytes(to - at)
            case 1:
                del body[at:to]
            case 2:
                body[at:at] = body[at:to] * whims.randint(1, 3)
            case 3:
                body[at:at] = whims.randbytes(whims.randint(1, 8))
            case 4:
                body[at:at] = whims.choice(
                    [b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\x00"]
                )
            case _:
                del body[at:]
    return bytes(body)


def encodings(whims: random.Random, request: Request) -> bytes:
    """The text is no UTF-8, or holds what hardly any text holds."""
    plain = request.content.decode()
    match whims.randrange(8):
        case 0:
            codec = whims.choice(
                ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7"]
            )
            return plain.encode(codec)
        case 1:
            return (
                whims.choice([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf" * 2, b"\x00"])
                + plain.encode()
            )
        case 2:
            return with_value(whims, request, b'"%s"' % whims.choice(BROKEN_UTF8))
        case 3:
            return with_field(request, b'"%s": 1' % whims.choice(BROKEN_UTF8))
        case 4:
            return with_field(request, f'"{whims.choice(TEXTS)}": "{whims.choice(TEXTS)}"'.encode())
        case _:
            return with_value(whims, request, f'"{whims.choice(TEXTS)}"'.encode())


def numbers(whims: random.Random, request: Request) -> bytes:
    """A value, or one that nobody reads, is a number of a kind that few expect."""
    number = whims.choice(NUMBERS).encode()
    if whims.random() < 0.15:
        return with_field(request, b'"ignored": %s' % number)
    return with_value(whims, request, number)


def times(whims: random.Random, request: Request) -> bytes:
    """A value is a day or an instant that does not exist, or not in this calendar."""
    return with_value(whims, request, f'"{whims.choice(TIMES)}"'.encode())


def shapes(whims: random.Random, request: Request) -> bytes:
    """A value has another type than its field, or the field is missing."""
    if whims.random() < 0.15:
        assert request.body is not None
        fields = dict(request.body)
        for name in whims.sample(sorted(fields), whims.randint(0, len(fields))):
            del fields[name]
        return json.dumps(fields).encode()
    return with_value(whims, request, whims.choice(SHAPES).encode())


def structures(whims: random.Random, request: Request) -> bytes:
    """The text as a whole is deep, wide, double or something else than one object."""
    whole, deep = request.content, whims.choice([100, 990, 1000, 10_000, 100_000, 200_000])
    many = whims.choice([60, 2000, 20_000])
    uuid = b'"2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d"'
    made: list[Callable[[], bytes]] = [
        lambda: b"[" * deep,
        lambda: b"[" * deep + b"]" * deep,
        lambda: b'{"a":' * deep,
        lambda: b'{"a":' * (deep // 6) + b"1" + b"}" * (deep // 6),
        lambda: with_value(whims, request, b"[" * (deep // 2) + b"]" * (deep // 2)),
        lambda: with_field(request, b'"x": ' + b"[" * (deep // 2) + b"]" * (deep // 2)),
        lambda: with_field(request, whole[1:-1]),
        lambda: with_field(request, b'"same": 1, "same": 2'),
        lambda: with_field(request, b'"": 1, "__proto__": {}, "constructor": null'),
        lambda: with_value(whims, request, b'"%s"' % (b"x" * 1_000_000)),
        lambda: with_value(whims, request, b'"%s"' % (b"x" * 200_000)),
        lambda: with_field(request, b'"%s": 1' % (b"k" * 200_000)),
        lambda: with_value(whims, request, b"[%s]" % b",".join([uuid] * many)),
        lambda: with_value(whims, request, b"[%s]" % b",".join([b"1"] * many)),
        lambda: with_field(request, b",".join(b'"k%d": 1' % number for number in range(many))),
        lambda: whole + whole,
        lambda: whole + b" x",
        lambda: b"[" + whole + b"]",
        lambda: whole[:-1] + b",}",
        lambda: b"/* */" + whole,
        lambda: b"{'a': 1}",
        lambda: whims.choice(
            [b"", b" ", b"\n" * 1000, b"null", b"true", b"7", b'"text"', b"[]", b"{}"]
        ),
        lambda: whims.randbytes(whims.choice([1, 100, 10_000])),
    ]
    return whims.choice(made)()


def with_value(whims: random.Random, request: Request, value: bytes) -> bytes:
    """Put a text in the place of one of the values, at any depth."""
    assert request.body is not None
    body = json.loads(request.content)
    place, key = whims.choice(list(_places(body)))
    place[key] = MARK
    return json.dumps(body).encode().replace(json.dumps(MARK).encode(), value)


def with_field(request: Request, text: bytes) -> bytes:
    """Add the text of a field, or of more."""
    return b"{" + text + b", " + request.content[1:]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    found = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(found):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


BODIES: dict[str, tuple[Change, int]] = {
    "bytes": (bytes_changed, 20),
    "encodings": (encodings, 12),
    "numbers": (numbers, 12),
    "times": (times, 6),
    "shapes": (shapes, 14),
    "structures": (structures, 10),
}
"""Every class of bodies with its share, in percent."""
