"""Knows how many requests were served, how they ended and how long they took, for one who watches.

It refuses to count by anything finer than a route, and to answer without the operator's own key.
The counters need the extra `metrics`; this module is imported where an operator wants them.
"""

import hmac
import time
from typing import Any

import prometheus_client as client
from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import multiprocess, values

blueprint = Blueprint("metrics", __name__)

_BOUNDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)  # seconds


def count_requests(app: Flask, *, key: str, folder: str | None) -> None:
    """Count every request, and give the figures at `/metrics` to whoever brings the key.

    `folder` is where several workers put their counts together; None for one process.
    """
    if folder:  # the library looked when it was imported, before the server had named the folder
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
    registry = client.CollectorRegistry()
    counted = None if folder else registry
    app.extensions["metrics"] = {
        "key": key,
        "folder": folder,
        "registry": registry,
        "requests": client.Counter(
            "fourways_requests",
            "Requests by route, method and status.",
            ("route", "method", "status"),
            registry=counted,
        ),
        "seconds": client.Histogram(
            "fourways_request_seconds",
            "Seconds from request to answer.",
            ("route",),
            buckets=_BOUNDS,
            registry=counted,
        ),
    }
    app.before_request(_begin)
    app.after_request(_count)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics")
def figures() -> ResponseReturnValue:
    """Give the figures of all workers in the text format of Prometheus; 404 without the key."""
    kept: dict[str, Any] = current_app.extensions["metrics"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), kept["key"].encode()):
        abort(404)
    registry = kept["registry"]
    if kept["folder"]:
        registry = client.CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, path=kept["folder"])  # type: ignore[no-untyped-call]
    return Response(client.generate_latest(registry), content_type=client.CONTENT_TYPE_LATEST)


def _begin() -> None:
    g.counted_from = time.perf_counter()


def _count(response: Response) -> Response:
    kept: dict[str, Any] = current_app.extensions["metrics"]
    route = str(request.url_rule) if request.url_rule else "none"
    kept["requests"].labels(route, request.method, str(response.status_code)).inc()
    if "counted_from" in g:
        kept["seconds"].labels(route).observe(time.perf_counter() - g.counted_from)
    return response
