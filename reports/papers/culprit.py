"""Which words of a paper the engines refuse, and whose they are: found by laying out halves of it.

Words come from entries, from tasks or from whoever edits the paper; the reader of a failure needs to know where to go.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from plans.models import Progress
from reports.layout.content import Annex, Block, Paper, Signing, Table, plain
from reports.layout.html import cell_text
from reports.models import Document
from reports.papers.reported import of_its_period

__all__ = ["Place", "RefusedText", "found"]

RENDERS = 12  # of halves; enough for a thousand sentences and rows
SECONDS = 30.0
_SHOWN = 120  # letters of the refused words in the message
HEAD = "phần đầu, nơi nhận hoặc chỗ ký của văn bản"


@dataclass(frozen=True)
class Place:
    """Where the refused words stand: in an entry where they come from one, else only the words themselves."""

    words: str
    entry: Progress | None = None

    def __str__(self) -> str:
        if self.entry is None:
            return f"Chỗ không in được: {_short(self.words)}. Sửa chỗ đó rồi bấm “Thử lại”."
        entry = self.entry
        return (
            f"Chỗ không in được nằm trong tiến độ của {entry.unit.name}, nhiệm vụ {entry.task.code} "
            f"“{_short(entry.task.text)}”, kỳ {entry.period.name}. Sửa chỗ đó rồi bấm “Thử lại”."
        )


class RefusedText(Exception):
    """The engines cannot lay out the paper because of the words at `place`."""

    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True)
class _Piece:
    """One block of the body (`annex` is None) or one row of a table; the smallest part of a paper that is left out."""

    words: str
    block: Block
    annex: Annex | None = None


def found(document: Document, paper: Paper, render: Callable[[Paper], object]) -> Place | None:
    """Where the words stand without which `paper` would be laid out; None when they are not found in time.

    Only for a paper that `render` has just refused: it is laid out again in parts, RENDERS times at most.
    """
    search = _Search(paper, render)
    try:
        words = search.words()
    except TimeoutError:
        return None
    if words in ("", HEAD):
        return Place(HEAD) if words else None
    return Place(words, _entry_of(document, words))


class _Search:
    """The halving itself, with its limits."""

    def __init__(self, paper: Paper, render: Callable[[Paper], object]) -> None:
        self._paper, self._render = paper, render
        self._left, self._end = RENDERS, time.monotonic() + SECONDS

    def words(self) -> str:
        """The refused words; HEAD when they stand in no sentence and no row, "" when no words are to blame."""
        if self._refused([]):
            self._paper = _plain_head(self._paper)
            return "" if self._refused([]) else HEAD
        pieces = list(_pieces(self._paper))
        while len(pieces) > 1:
            half = pieces[: len(pieces) // 2]
            pieces = half if self._refused(half) else pieces[len(half) :]
        return pieces[0].words if pieces and self._refused(pieces) else ""

    def _refused(self, pieces):
        if not self._left or time.monotonic() > self._end:
            raise TimeoutError
        self._left -= 1
        try:
            self._render(_only(self._paper, pieces))
        except Exception:  # what it is was logged when the whole paper failed
            return True
        return False


def _pieces(paper: Paper) -> Iterator[_Piece]:
    for block in paper.blocks:
        if isinstance(block, Table):
            yield from _rows(block, None)
        else:
            yield _Piece(plain(block), block)
    for annex in paper.annexes:
        yield from _rows(annex.table, annex)


def _rows_of(piece):
    return piece.block.rows if isinstance(piece.block, Table) else ()


def _plain_head(paper: Paper) -> Paper:
    """The paper with words in its head and foot that every engine sets: one that is refused still is no matter of words."""
    return replace(
        paper, issuer=("Cơ quan",), issuer_name="Cơ quan", symbol="BC", title="Văn bản", place="", archive="",
        drafter="", contact="", superior=(), recipients=(), addressees=(), bases=(), annexes=(),
        signing=Signing(("Người ký",), "Người ký"),
    )  # fmt: skip


def _rows(table, annex):
    for row in table.rows:
        yield _Piece("; ".join(filter(None, map(cell_text, row))), replace(table, rows=(row,)), annex)


def _only(paper: Paper, pieces: list[_Piece]) -> Paper:
    """The paper with nothing but `pieces` in it; annexes without a row are left out."""
    annexes = []
    for annex in paper.annexes:
        rows = tuple(row for piece in pieces if piece.annex is annex for row in _rows_of(piece))
        annexes += [replace(annex, table=replace(annex.table, rows=rows))] if rows else []
    blocks = tuple(piece.block for piece in pieces if piece.annex is None)
    return replace(paper, blocks=blocks, annexes=tuple(annexes), apart=False)


# --- Whose words ----------------------------------------------------------------------------------------------------


def _entry_of(document: Document, words: str) -> Progress | None:
    """The entry of the reported period most of whose own words stand in `words`."""
    if not document.period_id:
        return None
    said = _bare(words)
    rows = (
        of_its_period(document).select_related("task", "unit", "period").order_by("unit__sort_key", "task__position")
    )
    score, best = max(((_shared(entry, said), entry) for entry in rows), key=lambda pair: pair[0], default=(0, None))
    return best if score else None


def _shared(entry, said):
    texts = (entry.result, entry.difficulties, entry.proposals, entry.task.text)
    return sum(len(text) for text in map(_bare, texts) if text and text in said)


def _bare(text):
    """As drafting joins sentences: blanks as one, ends and capitals aside."""
    return " ".join(text.split()).strip(" ;.").casefold()


def _short(text):
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
