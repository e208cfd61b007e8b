"""Papers as scanners and telephones give them: drawn, slanted, grainy, under a red seal and blue ink; a seed, a picture."""

import io
import random
from dataclasses import dataclass

import pypdfium2
import weasyprint
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_DOTS = 200
_RED, _BLUE = (215, 40, 50), (40, 60, 170)
_STYLE = """<style>@page{size:A4;margin:2cm 1.5cm 2cm 3cm}body{font:13.5pt 'FONT'}p{margin:3pt 0;
text-align:justify;text-indent:1cm}table{width:100%;border-collapse:collapse}td{vertical-align:top;text-align:center;width:50%}b{display:block}
h1{font-size:14pt;text-align:center;margin:8pt 0 0}h2{font-size:13.5pt;text-align:center;margin:2pt 0 10pt}
.l{text-align:left;font-size:11pt}.n{height:2.4cm}.r td{border:1px solid;text-align:left;width:auto;padding:2pt}</style>"""


@dataclass(frozen=True)
class Paper:
    """The words of one paper; the lines of `body` and of `recipients` stand with their marks, `table` is set ruled."""

    issuer: tuple[str, ...]
    number: str
    day: str
    kind: str
    title: str
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    form: tuple[str, ...]
    name: str
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Dirt:
    """How a paper was taken: its letters, how far it lies askew, how grainy, with which seal, from how far."""

    seed: int
    font: str = "Liberation Serif"
    turned: float = 0.6
    grain: float = 40
    seal: tuple[int, int, int] = _RED
    ink: tuple[int, int, int] = _BLUE
    grey: bool = False
    photo: bool = False


def drawn(paper: Paper, font: str = "Liberation Serif") -> bytes:
    """The paper as a PDF of text."""
    head = "".join(f"<b>{line}</b>" for line in paper.issuer)
    rows = "".join(f"<p>{line}</p>" for line in paper.body) + _ruled(paper.table)
    signs = "".join(f"<b>{line}</b>" for line in paper.form)
    html = (
        f"{_STYLE.replace('FONT', font)}<table><tr><td>{head}Số: {paper.number}</td>"
        f"<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>"
        f"<b>Độc lập - Tự do - Hạnh phúc</b><i>{paper.day}</i></td></tr></table><h1>{paper.kind}</h1>"
        f"<h2>{paper.title}</h2>{rows}<table><tr><td class=l><b><i>Nơi nhận:</i></b>{'<br>'.join(paper.recipients)}</td>"
        f"<td>{signs}<div class=n></div><b>{paper.name}</b></td></tr></table>"
    )
    return weasyprint.HTML(string=html).write_pdf()


def _ruled(rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table class=r>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>" if rows else ""


def taken(paper: Paper, dirt: Dirt) -> tuple[bytes, str]:
    """(bytes, suffix) of the paper as a PDF of pictures, or as a photo of its one page."""
    chance = random.Random(dirt.seed)
    document = pypdfium2.PdfDocument(drawn(paper, dirt.font))
    pages = [_sheet(page, paper, dirt, chance) for page in document]
    stream = io.BytesIO()
    if dirt.photo:
        _photographed(pages[0], chance).save(stream, "JPEG", quality=80)
        return stream.getvalue(), ".jpg"
    pages[0].save(stream, "PDF", resolution=_DOTS, quality=70, save_all=True, append_images=pages[1:])
    return stream.getvalue(), ".pdf"


def _sheet(page, paper, dirt, chance):
    image = page.render(scale=_DOTS / 72).to_pil().convert("RGB")
    found = page.get_textpage().search(paper.name).get_next()
    if found:
        _sealed(image, page.get_textpage().get_charbox(found[0]), page.get_height(), dirt, chance)
    turn = chance.uniform(0.5, 1) * dirt.turned * chance.choice((-1, 1))
    image = image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor="white")
    image = _grained(image.filter(ImageFilter.GaussianBlur(0.6)), dirt.grain, chance)
    _specks(image, chance)
    return image.convert("L").convert("RGB") if dirt.grey else image


def _grained(image, grain, chance):
    noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    darker = noise.point([round(max(0, 128 - value) * grain / 74) for value in range(256)])
    return ImageChops.subtract(image, Image.merge("RGB", (darker,) * 3))


def _sealed(image, box, height, dirt, chance):
    """Over the left third of the signature, as the rule asks, with ink of a pen from the seal to the name."""
    left, bottom = box[0] * _DOTS / 72, (height - box[1]) * _DOTS / 72
    x, y = left - 140 + chance.randint(-20, 20), bottom - 250 + chance.randint(-20, 20)
    layer = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(layer)
    draw.ellipse((x, y, x + 280, y + 280), outline=dirt.seal, width=9)
    draw.ellipse((x + 50, y + 50, x + 230, y + 230), outline=dirt.seal, width=5)
    for turn in range(0, 360, 24):
        draw.text((x + 130, y + 14), "★" if turn % 48 else "M", fill=dirt.seal, font_size=26)
        layer = layer.rotate(24, center=(x + 140, y + 140), fillcolor="white")
        draw = ImageDraw.Draw(layer)
    at = (x + 180, y + 150)
    for _ in range(9):
        to = (at[0] + chance.randint(-60, 140), min(bottom, at[1] + chance.randint(-60, 60)))
        draw.line((*at, *to), fill=dirt.ink, width=5)
        at = to
    image.paste(ImageChops.multiply(image, layer))


def _specks(image, chance):
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = chance.randrange(image.width), chance.randrange(image.height)
        draw.ellipse((x, y, x + chance.randint(1, 4), y + chance.randint(1, 4)), fill=(60, 60, 60))


def _photographed(page, chance):
    """On a brown table, from a little below and aside, with the shadow of a hand."""
    width, height = page.width + 240, page.height + 240
    table = Image.new("RGB", (width, height), (112, 84, 60))
    table.paste(page, (120, 120))
    tilt, lean = chance.uniform(-3e-5, 3e-5), chance.uniform(2e-5, 5e-5)
    turn = chance.uniform(-0.02, 0.02)
    seen = table.transform(
        table.size,
        Image.Transform.PERSPECTIVE,
        (1, turn, -turn * height / 2, -turn, 1, turn * width / 2, tilt, lean),
        Image.Resampling.BICUBIC,
        fillcolor=(112, 84, 60),
    )
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(seen.size)
    return ImageChops.multiply(seen, Image.merge("RGB", (shade.point(lambda value: 150 + value * 100 // 255),) * 3))
