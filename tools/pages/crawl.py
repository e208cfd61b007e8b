"""Follows every link as one person and keeps what came: its status, where it stood, its weight, its text."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from lxml import html

SAMPLES = 2  # pages of one shape of address that are opened: the queue of one commune looks like the next one's
FIRST, LATER = 110_000, 20_000  # bytes on the wire: fonts, styles, scripts and page; the page and what only it needs
LEAVES = ("/dang-xuat/", "/quan-tri/logout/")  # whoever follows these is out
TIMEOUT = 120


@dataclass
class Page:
    """One page as it came: address, status, bytes on the wire, its HTML ("" for a file), what it loads."""

    url: str
    status: int
    size: int
    text: str = ""
    loads: tuple[str, ...] = ()
    lazy: tuple[str, ...] = ()


@dataclass
class Walk:
    """What one person found: pages by address, and [(page, link, status)] of links that lead nowhere."""

    name: str
    pages: dict[str, Page] = field(default_factory=dict)
    broken: list[tuple[str, str, int]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


def shape(path: str) -> str:
    """The address without keys, so that pages of one kind are counted together."""
    return re.sub(r"/(?=[^/]*\d)[^/]+", "/…", path)


def signed_in(site: str, username: str, password: str) -> requests.Session:
    """A session of `username`, through the real door; of nobody for ""."""
    session = requests.Session()
    if username:
        door = site + "/dang-nhap/"
        found = html.fromstring(session.get(door, timeout=TIMEOUT).text)
        token = found.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
        typed = {"csrfmiddlewaretoken": token, "username": username, "password": password}
        answer = session.post(door, typed, headers={"Referer": door}, timeout=TIMEOUT)
        assert urlsplit(answer.url).path != "/dang-nhap/", username
    return session


def walked(site: str, username: str, password: str, start: str = "/", *, depth: int = SAMPLES) -> Walk:
    """Everything `username` reaches from `start`, `depth` pages of a shape."""
    walk, session = Walk(username or "khách"), signed_in(site, username, password)
    todo, seen, shapes = deque([(start, "")]), {start}, Counter[str]()
    while todo:
        url, came_from = todo.popleft()
        parts = urlsplit(url)
        key = shape(parts.path) + ("?" if parts.query else "")
        if shapes[key] >= depth:
            continue
        shapes[key] += 1
        page = walk.pages[url] = _opened(session, site, url)
        if page.status >= 400:
            walk.broken.append((came_from, url, page.status))
            continue
        for link in _links(page, site, url):
            if link not in seen:
                seen.add(link)
                todo.append((link, url))
    _weigh(walk, session, site)
    return walk


def _opened(session, site, url):
    answer = session.get(site + url, timeout=TIMEOUT, stream=True)
    raw = answer.raw.read()
    text = ""
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        text = _unpacked(raw, answer.headers.get("Content-Encoding", ""))
    page = Page(url, answer.status_code, len(raw), text)
    if text:
        tree = html.fromstring(text)
        page.loads = tuple(dict.fromkeys(urljoin(url, one) for one in _loaded(tree)))
        page.lazy = tuple(urljoin(url, one) for one in tree.xpath("//img[@loading='lazy']/@src"))
    return page


def _unpacked(raw, how):
    import gzip
    import zlib

    data = gzip.decompress(raw) if how == "gzip" else zlib.decompress(raw) if how == "deflate" else raw
    return data.decode()


def _loaded(tree) -> Iterator[str]:
    yield from tree.xpath("//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href")
    yield from tree.xpath("//script/@src")
    yield from tree.xpath("//img[not(@loading='lazy')]/@src")


def _links(page, site, here) -> Iterator[str]:
    if not page.text:
        return
    for link in html.fromstring(page.text).xpath("//a/@href"):
        found = urlsplit(urldefrag(urljoin(site + here, link.strip()))[0])
        if f"{found.scheme}://{found.netloc}" == site and not found.path.startswith(LEAVES):
            yield found.path + (f"?{found.query}" if found.query else "")


def _weigh(walk, session, site):
    """Bytes on the wire of everything any page loads, each once."""
    for url in {one for page in walk.pages.values() for one in page.loads if one.startswith("/")}:
        raw = session.get(site + url, timeout=TIMEOUT, stream=True)
        walk.sizes[url] = len(raw.raw.read())


def weights(walk: Walk) -> list[tuple[int, int, str]]:
    """[(bytes with an empty cache, bytes once the shared files are there, address)] of the pages, heaviest later first."""
    texts = [page for page in walk.pages.values() if page.text and page.status == 200]
    found = []
    for theirs in (True, False):  # Django's administration loads other files than the portal
        some = [page for page in texts if page.url.startswith("/quan-tri/") is theirs]
        often = Counter(one for page in some for one in set(page.loads))
        shared = {one for one, count in often.items() if count > len(some) / 2}
        for page in some:
            own = sum(walk.sizes.get(one, 0) for one in page.loads if one not in shared)
            every = sum(walk.sizes.get(one, 0) for one in page.loads)
            found.append((page.size + every, page.size + own, page.url))
    return sorted(found, key=lambda row: -row[1])
