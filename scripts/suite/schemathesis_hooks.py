"""Hooks that let the generated requests reach the code behind limits and look-ups.

Each request comes from another address and from one of several sessions, and half of the identifiers are real ones.
What came back is counted per operation, so that a run that saw little but refusals can be told from a good one.
"""

import atexit
import base64
import json
import os
import random
import re
import uuid
from collections import Counter, defaultdict

import schemathesis
from hypothesis import strategies as st

TOKENS = os.environ["FUZZ_TOKENS"].split(",")
IDENTIFIERS = defaultdict(list, json.loads(os.environ["FUZZ_IDENTIFIERS"]))
ANSWERS = defaultdict(Counter)
WELL_FORMED_KEY = re.compile(r"^[A-Za-z0-9_-]{8,100}$")

# Bodies of raw bytes: one that can be read, the same one broken off, and noise.
PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
trailer
<< /Root 1 0 R >>
%%EOF
"""
JPEG = base64.b64decode(
    "/9j/2wBDABQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////2wBDARQUFBQVFBcZ"
    "GRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////wgARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAA"
    "AAAAAAAAAAAAAAAAAAX/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/aAAwDAQACEAMQAAAAlhpv/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAB"
    "PwB//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPwB//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPwB//9k="
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWPgy87AihiGlgQA5IM4QYYyZW4A"
    "AAAASUVORK5CYII="
)
WEBP = base64.b64decode("UklGRh4AAABXRUJQVlA4TBEAAAAvB8ABAAfQtToUrf+BiOh/AAA=")
for media_type, readable in {
    "application/pdf": PDF,
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/webp": WEBP,
    # Voices are known by their first bytes and never drawn anew, so a head and some sound are one.
    "audio/mpeg": b"ID3\x04" + bytes(64),
    "audio/aac": b"\xff\xf1" + bytes(64),
    "audio/mp4": b"\x00\x00\x00\x18ftypM4A " + bytes(64),
    "audio/webm": b"\x1a\x45\xdf\xa3" + bytes(64),
    "audio/ogg": b"OggS" + bytes(64),
}.items():
    broken_off = st.integers(min_value=0, max_value=len(readable) - 1).map(lambda end, whole=readable: whole[:end])
    schemathesis.openapi.media_type(media_type, st.just(readable) | broken_off | st.binary(max_size=4096))


def with_real_identifiers(fields):
    if isinstance(fields, dict):
        for name in fields:
            if IDENTIFIERS.get(name) and random.random() < 0.5:
                fields[name] = random.choice(IDENTIFIERS[name])
    return fields


@schemathesis.hook
def map_path_parameters(ctx, path_parameters):
    return with_real_identifiers(path_parameters)


@schemathesis.hook
def map_body(ctx, body):
    body = with_real_identifiers(body)
    # A gift by a code must be for the code's own campaign; one without a code may be for any.
    if isinstance(body, dict) and "projectId" in body and "codeId" in body and random.random() < 0.5:
        body["codeId"] = None
    return body


@schemathesis.hook
def before_call(ctx, case, kwargs):
    key = case.headers.get("Idempotency-Key")
    # The same generated key for many bodies would be answered as a key used twice, every time but the first.
    if isinstance(key, str) and WELL_FORMED_KEY.match(key) and random.random() < 0.9:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    case.headers["X-Forwarded-For"] = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(1, 255)}"


@schemathesis.auth(cache_by_key=None, refresh_interval=1)
class RotatingSessions:
    """Another session every second: a limit per account must not end the run."""

    def get(self, case, ctx):
        return random.choice(TOKENS)

    def set(self, case, data, ctx):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def after_call(ctx, case, response):
    path, method = case.operation.path, case.operation.method.upper()
    # Probes with a method the operation hasn't got say nothing about how deep the operation itself was reached.
    if case.method.upper() == method:
        ANSWERS[f"{method} {path}"][str(response.status_code)] += 1
    if path.endswith("/gifts") and response.status_code == 201:
        gift = response.json()
        IDENTIFIERS["giftId"].append(gift.get("gift", gift).get("id", "unknown"))


@atexit.register
def save_answers():
    with open(os.environ["FUZZ_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump(ANSWERS, file)
