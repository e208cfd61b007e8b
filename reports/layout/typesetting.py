"""A process of its own in which Typst sets annexes: its caches go with it, so a worker never grows by a long table."""

import json
import sys

import typst


def main() -> None:
    """Read {source, fonts, data} as JSON from standard input, write the PDF to standard output."""
    order = json.load(sys.stdin)
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])
    pdf = typst.compile(
        order["source"],
        font_paths=faces,
        sys_inputs={"data": order["data"]},
        pdf_standards="a-2b",
        pdf_tags=True,  # joined to the paper's own by `tags`
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
