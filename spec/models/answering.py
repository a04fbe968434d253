"""Reads the runner's questions and answers them with a model's functions, by kind."""

import json
import sys


class Unsupported(Exception):
    """The original has no such part, and why."""


def answer_all(functions, name):
    """`functions`: by the kind of the question. They raise Unsupported."""
    for line in sys.stdin:
        question = json.loads(line)
        answer = {"id": question["id"]}
        try:
            if question["kind"] not in functions:
                raise Unsupported(f"{name} has no such part")
            answer["result"] = functions[question["kind"]](question)
        except Unsupported as why:
            answer["unsupported"] = str(why)
        print(json.dumps(answer), flush=True)


def check_settings(question, name):
    """Of the policy's settings, waits are a part of every answer; the others are features of their own."""
    if "from" in question:
        raise Unsupported(f"{name} keeps no state")
    policy = question.get("policy", {})
    for key in ("perNode", "dropExpiredPools", "limits"):
        if policy.get(key):
            raise Unsupported(f"{name} has no setting {key}")


class World:
    """What the originals would find if they asked now: the newest observations of the list and of each pool."""

    def __init__(self):
        self.list = {"kind": "unknown", "why": "nothing was asked yet"}
        self.answers = {}

    def observe(self, observations):
        for observation in sorted(observations, key=lambda one: one["observedAtMs"]):
            if observation["of"] == "list":
                self.list = observation["outcome"]
            else:
                self.answers[observation["pool"]] = observation["outcome"]

    def addresses(self, pool):
        """What a lookup of A and AAAA gives; None when it is an error, as NXDOMAIN and no data are too."""
        outcome = self.answers.get(pool, {"kind": "unknown"})
        return [record["host"] for record in outcome["records"]] if outcome["kind"] == "records" else None


PORT = 9001


def target_group(pool, addresses):
    """Neither puts brackets around an IPv6 address."""
    targets = None if addresses is None else [f"{address}:{PORT}" for address in addresses]
    return {"targets": targets, "labels": {"__meta_spcs_compute_pool_name": pool}}


def decide_by_addresses(question):
    """Both ask for A and AAAA alone, and take every error for a name without addresses."""
    addresses = question["addresses"]
    if addresses is not None and addresses["kind"] != "unknown":
        outcome = addresses
    else:
        outcome = {"kind": "absent", "why": "nodata", "transport": "system", "ttlSeconds": None, "doubtful": False}
    return {"asksAddresses": True, "outcome": outcome}
