"""Builds static/built/icons.svg, one <symbol> for each name in tools/icons.txt, from node_modules/bootstrap-icons."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ICONS = ROOT / "node_modules" / "bootstrap-icons" / "icons"
NAMES = ROOT / "tools" / "icons.txt"
SPRITE = ROOT / "static" / "built" / "icons.svg"
DRAWING = re.compile(r"<svg\b[^>]*\bviewBox=\"(?P<box>[^\"]+)\"[^>]*>(?P<paths>.*)</svg>", re.DOTALL)


def names(text: str) -> list[str]:
    """Icon names in a list with one name a line; empty lines and lines starting with # are notes."""
    lines = (line.strip() for line in text.splitlines())
    return sorted({line for line in lines if line and not line.startswith("#")})


def symbol(name: str, svg: str) -> str:
    """One drawing as a symbol whose id is its name; raises ValueError for a file that is not an SVG."""
    drawing = DRAWING.search(svg)
    if drawing is None:
        raise ValueError(f"{name}: not an SVG drawing")
    paths = re.sub(r">\s+<", "><", drawing["paths"].strip())
    return f'<symbol id="{name}" viewBox="{drawing["box"]}">{paths}</symbol>'


def sprite(wanted: list[str], icons: Path = ICONS) -> str:
    """All wanted icons in one SVG file; raises FileNotFoundError naming those that bootstrap-icons does not have."""
    unknown = [name for name in wanted if not (icons / f"{name}.svg").is_file()]
    if unknown:
        raise FileNotFoundError(f"not in bootstrap-icons: {', '.join(unknown)}")
    symbols = [symbol(name, (icons / f"{name}.svg").read_text()) for name in wanted]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def build() -> None:
    """Writes the sprite, only when it differs, so that set-up leaves an unchanged file alone."""
    text = sprite(names(NAMES.read_text()))
    if not SPRITE.exists() or SPRITE.read_text() != text:
        SPRITE.parent.mkdir(parents=True, exist_ok=True)
        SPRITE.write_text(text)


if __name__ == "__main__":
    try:
        build()
    except FileNotFoundError as problem:
        sys.exit(f"tools/build_sprite.py: {problem}")
