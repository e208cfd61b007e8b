"""Where the portal may call: addresses of its settings only, none inside one's own network unless named (PRIVATE_HOSTS)."""

import ipaddress
import socket
from urllib.parse import urlsplit

import requests
from django.conf import settings

__all__ = ["NotAllowed", "no_way_on", "require_allowed"]


class NotAllowed(ValueError):
    """The address leads where the portal does not call."""


def require_allowed(address: str) -> str:
    """`address` itself. Raises NotAllowed for another scheme than http(s), and for a host that is not public nor named."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAllowed(f"Địa chỉ gọi ra phải là http(s): {parts.scheme or '–'}.")
    if parts.hostname in settings.PRIVATE_HOSTS:
        return address
    inside = [one for one in _resolved(parts.hostname) if not one.is_global or one.is_multicast]
    if inside:
        raise NotAllowed(f"{parts.hostname} ở trong mạng nội bộ ({inside[0]}) và chưa được khai cho phép gọi.")
    return address


def no_way_on(answer: requests.Response, *_given: object, **_more: object) -> None:
    """A hook on answers, where a library does the calling: nobody sends the portal on to an address of his choice."""
    if answer.is_redirect:
        raise requests.TooManyRedirects(f"{urlsplit(answer.url).hostname} sends the caller on to another address")


def _resolved(host):
    """Every address of the name; none where it has none: then the call itself fails."""
    try:
        return [ipaddress.ip_address(str(found[4][0]).partition("%")[0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []
