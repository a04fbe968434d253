"""A second implementation of the contract's pure part, in Python, written from ../../README.md.

It answers the questions of the conformance runner:

    spcs-sd conform -- python3 spec/implementations/python/main.py

Standard library of Python 3.11 only. It favours the order of the rules over speed: every step computes
everything anew.
"""

import json
import sys

from addresses import shard_of
from canonical import groups_text
from configuration import read_configuration
from lookups import decide, join
from messages import read_message
from names import endpoint_of, pool_of
from snowflake import read_lists
from steps import run_steps


def share(question):
    """SD-SHARD-2."""
    index, of = question["index"], question["of"]
    chosen = [
        {"targets": [target for target in group["targets"] if shard_of(target, of) == index], "labels": group["labels"]}
        for group in question["groups"]
    ]
    return [group for group in chosen if group["targets"]]


ANSWERS = {
    "step": run_steps,
    "endpoint-of": lambda q: endpoint_of(q["pool"], q.get("template")),
    "pool-of": lambda q: pool_of(q["endpoint"]),
    "shard": lambda q: shard_of(q["address"], q["modulus"]),
    "share": share,
    "encode": lambda q: groups_text(q["groups"]),
    "lookup-decision": lambda q: decide(q["srv"], q["addresses"], q["gaveSrv"]),
    "join": lambda q: join(q["a"], q["aaaa"]),
    "dns-message": lambda q: read_message(bytes.fromhex(q["message"]), q["question"]["name"], q["question"]["type"]),
    "config": lambda q: read_configuration(q["config"], q.get("environment", {})),
    "snowflake-list": read_lists,
}


def main():
    for line in sys.stdin:
        question = json.loads(line)
        answer = {"id": question["id"]}
        if question["kind"] in ANSWERS:
            answer["result"] = ANSWERS[question["kind"]](question)
        else:
            answer["unsupported"] = "a kind of question that this implementation does not know"
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
