"""Which records become targets, and how targets are written: SD-ADDR-1 to SD-ADDR-7, SD-SHARD-1."""

import hashlib
import ipaddress
import re

from names import is_dns_name, without_last_dot

NEVER = [
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "224.0.0.0/4",
        "255.255.255.255/32",
        "::/128",
        "::1/128",
        "fe80::/10",
        "ff00::/8",
    )
]
EMBEDDING = [ipaddress.ip_network("::/96"), ipaddress.ip_network("64:ff9b::/96")]


def parse_ip(text):
    """SD-ADDR-3; None when it is no address."""
    if "%" in text:
        return None
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = ip.ipv4_mapped if ip.version == 6 else None
    return mapped or ip


def parse_block(text):
    """An address block, whose host bits do not count; None when it is none."""
    match = re.fullmatch(r"([^/]+)/(0|[1-9][0-9]{0,2})", text)
    ip = parse_ip(match[1]) if match else None
    if ip is None or int(match[2]) > ip.max_prefixlen:
        return None
    return ipaddress.ip_network((ip, int(match[2])), strict=False)


def within(ip, blocks):
    return any(ip.version == block.version and ip in block for block in blocks)


def is_refused(ip, allowed):
    """SD-ADDR-1 and SD-ADDR-2."""
    if allowed:
        return not within(ip, allowed)
    if within(ip, NEVER):
        return True
    return within(ip, EMBEDDING) and within(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF), NEVER)


def target_of(record):
    """SD-ADDR-4: the text of the target, whether it can be one at all, and its address if it is one."""
    host, port = record["host"], record["port"]
    ip = parse_ip(host)
    name = str(ip) if ip else without_last_dot(host).lower()
    text = f"[{name}]:{port}" if ip and ip.version == 6 else f"{name}:{port}"
    is_port = isinstance(port, int) and not isinstance(port, bool) and 1 <= port <= 65535
    return text, is_port and (ip is not None or is_host_name(name)), ip


def is_host_name(name):
    """SD-ADDR-5."""
    return is_dns_name(name) and not re.fullmatch(r"[0-9]+|0x[0-9a-f]*", name.split(".")[-1])


def judge(records, limits):
    """The targets of an answer with their nodes, in any order, and the texts of what is refused."""
    targets, refused = {}, set()
    allowed = [block for block in map(parse_block, limits["allowCidrs"]) if block]
    for record in records:
        text, is_target, ip = target_of(record)
        if ip is None and is_localhost(text):
            ip = ipaddress.ip_address("127.0.0.1")
        port_allowed = not limits["allowPorts"] or record["port"] in limits["allowPorts"]
        if not is_target or not port_allowed or (ip is not None and is_refused(ip, allowed)):
            refused.add(text)
            continue
        node = without_last_dot(record.get("node", "")).lower()
        targets[text] = min(targets.get(text, node), node)
    return targets, refused


def is_localhost(target):
    return re.search(r"(^|\.)localhost:[0-9]+$", target) is not None


def shard_of(target, of):
    """SD-SHARD-1."""
    return int.from_bytes(hashlib.md5(target.encode()).digest()[-8:], "big") % of
