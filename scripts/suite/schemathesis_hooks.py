"""Hooks that let the generated requests reach the code behind the rate limits.

Each request comes from another address and from one of several sessions, and half of the identifiers in paths are real
ones. What came back is counted per operation, so that a run that saw little but refusals can be told from a good one.
"""

import atexit
import json
import os
import random
from collections import Counter, defaultdict

import schemathesis

TOKENS = os.environ["FUZZ_TOKENS"].split(",")
IDENTIFIERS = json.loads(os.environ["FUZZ_IDENTIFIERS"])
ANSWERS = defaultdict(Counter)


@schemathesis.hook
def before_call(ctx, case, kwargs):
    headers = case.headers
    headers["X-Forwarded-For"] = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(1, 255)}"


@schemathesis.hook
def map_path_parameters(ctx, path_parameters):
    for name, values in IDENTIFIERS.items():
        if path_parameters and name in path_parameters and values and random.random() < 0.5:
            path_parameters[name] = random.choice(values)
    return path_parameters


@schemathesis.auth(cache_by_key=None, refresh_interval=1)
class RotatingSessions:
    """A new token every second: a limit per account must not end the run."""

    def get(self, case, ctx):
        return random.choice(TOKENS)

    def set(self, case, data, ctx):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def after_call(ctx, case, response):
    ANSWERS[f"{case.operation.method.upper()} {case.operation.path}"][str(response.status_code)] += 1


@atexit.register
def save_answers():
    with open(os.environ["FUZZ_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump(ANSWERS, file)
