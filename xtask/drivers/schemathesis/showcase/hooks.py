"""What Schemathesis is to be told of this document: formats and a media type that it does not know."""

import base64
import json

import schemathesis
from hypothesis import strategies as st

schemathesis.openapi.format("decimal", st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str))
schemathesis.openapi.format(
    "http-date", st.datetimes().map(lambda time: f"{time:%a, %d %b} {time.year:04} {time:%H:%M:%S} GMT")
)
schemathesis.openapi.format(
    "base64url", st.binary(max_size=30).map(lambda data: base64.urlsafe_b64encode(data).decode().rstrip("="))
)


@schemathesis.serializer("application/jsonl")
def lines(ctx, value):
    """A value of the list per line; what is no list, as a wrong request may be, is a line."""
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(one) + "\n" for one in values).encode()
