"""What is remembered between steps."""

import math
from dataclasses import dataclass, field


@dataclass
class Answer:
    """A pool's last answer. `targets`: nodes by target."""

    is_absent: bool
    at: float
    targets: dict
    negative_ttl: float
    firm_since: float | None
    empty_since: float | None


@dataclass
class Held:
    node: str
    lacking_since: float


@dataclass
class Pool:
    name: str
    endpoint: str
    listed_at: float
    metadata: dict = field(default_factory=dict)
    metadata_at: float | None = None
    missing_since: float | None = None
    observed_at: float | None = None
    answer: Answer | None = None
    held: dict = field(default_factory=dict)
    is_failing: bool = False
    refused: set = field(default_factory=set)
    dropped: bool = False

    def known(self):
        """Every target that it had, with its node, dropped or not."""
        answered = self.answer.targets if self.answer else {}
        return {**{target: held.node for target, held in self.held.items()}, **answered}

    def claims(self):
        return {} if self.dropped else self.known()


@dataclass
class List:
    observed_at: float | None = None
    known_at: float | None = None
    empty_since: float | None = None
    is_current: bool = False
    is_failing: bool = False
    skipped: set = field(default_factory=set)


@dataclass
class State:
    pool_list: List = field(default_factory=List)
    pools: dict = field(default_factory=dict)
    confirmed_at: float | None = None
    started_at: float | None = None
    begun: bool = False
    incomplete: bool = False
    expired: bool = False
    collapsing: bool = False
    quick_from: float = -math.inf
    empty_until: float = -math.inf
    told: list = field(default_factory=list)

    def listed(self):
        return [pool for pool in self.pools.values() if pool.missing_since is None]

    def claim_count(self):
        return sum(len(pool.claims()) for pool in self.pools.values())

    def confirm(self, at):
        self.confirmed_at = at if self.confirmed_at is None else max(self.confirmed_at, at)


def initial_state():
    return State()
