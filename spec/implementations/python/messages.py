"""What one DNS message says about one question: SD-MSG-1 to SD-MSG-10."""

import ipaddress
from dataclasses import dataclass

from names import is_dns_name

TYPES = {"A": 1, "AAAA": 28, "SRV": 33}
A, NS, CNAME, SOA, AAAA, SRV, DNAME, OPT, RRSIG = 1, 2, 5, 6, 28, 33, 39, 41, 46
MAX_ALIASES = 8


class Malformed(Exception):
    """The message is unknown."""


@dataclass
class Record:
    owner: str
    type: int
    klass: int
    ttl: int
    start: int
    end: int


def read_message(message, name, kind):
    if not belongs(message, name, kind):
        return {"kind": "foreign"}
    flags = number(message, 2, 2)
    if number(message, 4, 2) == 1 and flags & 0x0200:
        return {"kind": "truncated"}
    try:
        return meaning(message, name, kind, flags & 15)
    except Malformed:
        return {"kind": "unknown", "why": "malformed"}


def number(message, at, size):
    if at + size > len(message):
        raise Malformed
    return int.from_bytes(message[at : at + size], "big")


def question_bytes(name, kind):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return labels + b"\0" + TYPES[kind].to_bytes(2, "big") + b"\0\1"


def belongs(message, name, kind):
    """SD-MSG-1: the question had the id 0."""
    if len(message) < 12 or message[:2] != b"\0\0":
        return False
    flags = number(message, 2, 2)
    if not flags & 0x8000 or flags & 0x7800:
        return False
    if number(message, 4, 2) == 0:
        return len(message) == 12 and flags & 15 in (1, 2, 4, 5)
    asked = question_bytes(name, kind)
    return number(message, 4, 2) == 1 and message[12 : 12 + len(asked)].lower() == asked.lower()


def meaning(message, name, kind, rcode):
    if len(message) == 12:
        return failure(rcode)
    at = 12 + len(question_bytes(name, kind))
    answers, at = section(message, at, number(message, 6, 2))
    authorities, at = section(message, at, number(message, 8, 2))
    additionals, is_broken = [], False
    try:
        additionals, at = section(message, at, number(message, 10, 2))
    except Malformed:
        is_broken = True
    if not is_broken and at != len(message):
        raise Malformed
    for record in additionals:
        if record.type == OPT:
            rcode += (record.ttl >> 24) << 4
            break
    if rcode not in (0, 3):
        return failure(rcode)
    end, aliases, records, ttls = follow(message, answers, name, TYPES[kind])
    if not records:
        if is_broken:
            raise Malformed
        return without_records(message, authorities, rcode, end, aliases, ttls)
    if rcode == 3:
        raise Malformed
    ttl = bounded(min(ttls + [honest(record.ttl) for record in records]), 86400)
    if kind != "SRV":
        addresses = [address(message, record) for record in records]
        return {"kind": "addresses", "addresses": addresses, "ttlSeconds": ttl}
    return {"kind": "services", "services": services(message, records, additionals), "ttlSeconds": ttl}


def failure(rcode):
    """SD-MSG-3."""
    return {"kind": "unknown", "why": {2: "servfail", 4: "notimp", 5: "refused"}.get(rcode, "other")}


def section(message, at, count):
    records = []
    for _ in range(count):
        owner, at = read_name(message, at)
        kind, klass = number(message, at, 2), number(message, at + 2, 2)
        ttl, length = number(message, at + 4, 4), number(message, at + 8, 2)
        record = Record(owner, kind, klass, ttl, at + 10, at + 10 + length)
        at = record.end
        if at > len(message):
            raise Malformed
        check_rdata(message, record)
        records.append(record)
    return records, at


def check_rdata(message, record):
    """SD-MSG-4."""
    length = record.end - record.start
    if record.type == A and length != 4 or record.type == AAAA and length != 16:
        raise Malformed
    if record.type == CNAME and read_name(message, record.start)[1] != record.end:
        raise Malformed
    if record.type == SRV and read_name(message, record.start + 6)[1] != record.end:
        raise Malformed


def read_name(message, at):
    """The name in lower case, `.` for the root, and where it ends."""
    labels, octets, end, limit = [], 1, None, at
    while True:
        length = number(message, at, 1)
        if length >= 0xC0:
            pointer = number(message, at, 2) & 0x3FFF
            end = end or at + 2
            if pointer >= limit:
                raise Malformed
            at = limit = pointer
            continue
        if length == 0:
            return ".".join(labels) or ".", end or at + 1
        label = message[at + 1 : at + 1 + length]
        octets += length + 1
        if length > 63 or len(label) < length or octets > 255:
            raise Malformed
        if any(octet <= 0x20 or octet >= 0x7F or octet == 0x2E for octet in label):
            raise Malformed
        labels.append(label.decode().lower())
        at += length + 1


def follow(message, answers, name, kind):
    """SD-MSG-6: the end of the chain, its length, the records there, and the aliases' TTLs."""
    if any(record.type not in (kind, CNAME, DNAME, RRSIG) for record in answers):
        raise Malformed
    ours = [record for record in answers if record.type in (kind, CNAME)]
    if any(record.klass != 1 for record in ours):
        raise Malformed
    seen, ttls = [], []
    while True:
        here = [record for record in ours if record.owner == name]
        ours = [record for record in ours if record.owner != name]
        if not any(record.type == CNAME for record in here):
            break
        seen.append(name)
        ttls.append(honest(here[0].ttl))
        name = read_name(message, here[0].start)[0]
        if len(here) > 1 or len(seen) > MAX_ALIASES or name in seen or not is_dns_name(name):
            raise Malformed
    if ours:
        raise Malformed
    return name, len(seen), here, ttls


def without_records(message, authorities, rcode, end, aliases, ttls):
    """SD-MSG-7."""
    soa = next((record for record in authorities if record.type == SOA), None)
    ttl = None if soa is None else bounded(min([honest(soa.ttl), honest(minimum(message, soa)), *ttls]), 10800)
    if rcode == 3:
        return {"kind": "absent", "why": "nxdomain", "ttlSeconds": ttl}
    if soa:
        return {"kind": "absent", "why": "nodata", "ttlSeconds": ttl}
    if aliases:
        return {"kind": "alias", "name": end}
    if any(record.type == NS for record in authorities):
        return {"kind": "unknown", "why": "other"}
    return {"kind": "absent", "why": "nodata", "ttlSeconds": None}


def minimum(message, soa):
    """The last field of an SOA record: two names and five numbers."""
    at = read_name(message, read_name(message, soa.start)[1])[1]
    if at + 20 > soa.end:
        raise Malformed
    return number(message, at + 16, 4)


def honest(ttl):
    """SD-MSG-9."""
    return 0 if ttl >= 2**31 else ttl


def bounded(ttl, most):
    return min(max(ttl, 5), most)


def address(message, record):
    return str(ipaddress.ip_address(message[record.start : record.end]))


def services(message, records, additionals):
    """SD-MSG-8 and SD-MSG-10."""
    found = []
    for record in records:
        node = read_name(message, record.start + 6)[0]
        if node != "." and not is_dns_name(node):
            raise Malformed
        addresses = [
            address(message, extra)
            for extra in additionals
            if extra.type in (A, AAAA) and extra.klass == 1 and extra.owner == node
        ]
        found.append({"node": node, "port": number(message, record.start + 4, 2), "addresses": addresses})
    return found
