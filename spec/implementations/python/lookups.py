"""What one lookup found, from the answers to its questions: SD-DNS-2 to SD-DNS-6, SD-DNS-9."""


def asks_addresses(srv, gave_srv):
    """SD-DNS-3 to SD-DNS-5."""
    if gave_srv or srv["kind"] == "records":
        return False
    if srv["kind"] == "absent":
        return srv["why"] == "nodata"
    return srv["why"] in ("refused", "notimp", "timeout")


def decide(srv, addresses, gave_srv):
    asks = asks_addresses(srv, gave_srv)
    return {"asksAddresses": asks, "outcome": outcome_of(srv, addresses, asks)}


def outcome_of(srv, addresses, asks):
    if srv["kind"] == "records":
        return without_dots(srv)
    if not asks:
        return srv
    if addresses is None:
        return {"kind": "unknown", "why": "not-asked"}
    if addresses["kind"] == "records":
        return addresses
    if srv["kind"] == "unknown":
        return addresses if addresses["kind"] == "absent" and addresses["why"] == "nxdomain" else srv
    if addresses["kind"] == "unknown":
        return addresses
    return {
        **addresses,
        "ttlSeconds": smaller(srv["ttlSeconds"], addresses["ttlSeconds"]),
        "transport": transport_of(srv, addresses),
        "doubtful": srv["doubtful"] or addresses["doubtful"] or addresses["why"] == "nxdomain",
    }


def without_dots(srv):
    """SD-DNS-6."""
    records = [record for record in srv["records"] if record["host"] != "."]
    if records:
        return {**srv, "records": records}
    kept = {key: srv[key] for key in ("transport", "ttlSeconds", "doubtful")}
    return {"kind": "absent", "why": "nodata", **kept}


def join(a, aaaa):
    """SD-DNS-9."""
    if a["kind"] == "unknown":
        return a
    if aaaa["kind"] == "unknown":
        return a if aaaa["why"] in ("refused", "notimp") else aaaa
    nxdomains = [half.get("why") for half in (a, aaaa)].count("nxdomain")
    common = {
        "transport": transport_of(a, aaaa),
        "ttlSeconds": smaller(a["ttlSeconds"], aaaa["ttlSeconds"]),
        "doubtful": a["doubtful"] or aaaa["doubtful"] or nxdomains == 1,
    }
    records = a.get("records", []) + aaaa.get("records", [])
    if a["kind"] == "absent" and aaaa["kind"] == "absent":
        return {"kind": "absent", "why": "nxdomain" if nxdomains == 2 else "nodata", **common}
    return {"kind": "records", "records": records, "recordType": "A", **common}


def transport_of(one, other):
    """SD-DNS-7."""
    return one["transport"] if one["transport"] == other["transport"] else "udp"


def smaller(one, other):
    known = [ttl for ttl in (one, other) if ttl is not None]
    return min(known) if known else None
