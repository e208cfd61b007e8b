"""Publishes the few files of node_modules that pages load, each by name; nothing else is copied or compressed."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.core.files.storage import FileSystemStorage

# Address under /static/ -> file in node_modules. Source maps are named because the files themselves name them, and the
# manifest storage refuses a reference to a file it does not know.
FILES = {
    "vendor/bootstrap/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    **{
        f"vendor/source-sans-3/{name}": f"@fontsource-variable/source-sans-3/files/{name}"
        for name in ("source-sans-3-latin-wght-normal.woff2", "source-sans-3-vietnamese-wght-normal.woff2")
    },
}
NODE_MODULES = Path(settings.BASE_DIR) / "node_modules"


class NodeModulesStorage(FileSystemStorage):
    """Reads a published address from its place in node_modules."""

    prefix = None

    def path(self, name: str) -> str:
        return str(NODE_MODULES / FILES[name])


class NodeModulesFinder(BaseFinder):
    """Finds exactly the addresses of FILES."""

    storage = NodeModulesStorage(location=NODE_MODULES)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [source for source in FILES.values() if not (NODE_MODULES / source).is_file()]
        if not missing:
            return []
        hint = "Run ./run setup, or npm ci --ignore-scripts."
        return [CheckWarning(f"Not in node_modules: {', '.join(missing)}.", hint=hint, id="papi_portal.W001")]

    def find(self, path: str, find_all: bool = False) -> str | list[str]:  # type: ignore[override]  # as Django's own
        found = [self.storage.path(path)] if path in FILES and (NODE_MODULES / FILES[path]).is_file() else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        return ((address, self.storage) for address in FILES)
