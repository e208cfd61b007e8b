"""What browsers report of pages that broke the pages' policy: one line of the log each, nothing kept."""

import json
import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from units.confidential import masked

log = logging.getLogger(__name__)
MOST = 8192  # bytes; a report of a browser is a tenth of it
TOLD = ("document-uri", "violated-directive", "blocked-uri", "source-file", "line-number")


@csrf_exempt  # a browser sends it by itself, without a token
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """204 whatever comes; what is no report is passed over."""
    try:
        told = json.loads(request.read(MOST + 1)[:MOST])["csp-report"]
        line = "; ".join(f"{name}={_plain(told.get(name, ''))}" for name in TOLD)
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse(status=204)
    log.warning("CSP %s", masked(line))
    return HttpResponse(status=204)


def _plain(value):
    return "".join(sign if sign.isprintable() else " " for sign in str(value))[:200]
