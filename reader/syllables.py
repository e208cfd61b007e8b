"""Whether a word can be a syllable of Vietnamese: its beginning, its rhyme and its tone go together.

Two readings of a page that agree may both be wrong; what no syllable is spelt like, surely is.
"""

import re
import unicodedata

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ACUTE, _BELOW = "\u0301", "\u0323"
_BEGINNING = re.compile(r"(ngh|ng|nh|gh|gi|qu|ch|th|tr|ph|kh|[bcdđghklmnprstvx])?(.+)$")
_SPELT = (
    "a ai ao au ay am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc âu ây âm ân âng âp ât âc e eo em en eng ep et ec "
    "ê êu êm ên ênh êp êt êch i ia iu im in inh ip it ich iêu iêm iên iêng iêp iêt iêc "
    "o oi om on ong op ot oc oong ooc oa oai oao oay oam oan oang oanh oap oat oac oach oăm oăn oăng oăt oăc "
    "oe oeo oen oet ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt u ua ui um un ung up ut uc uây uân uâng uât "
    "uê uên uênh uêch uơ uôi uôm uôn uông uôt uôc uy uya uyu uyên uyêt uynh uyt uych uyp "
    "ư ưa ưi ưu ưm ưng ưt ưc ươi ươu ươm ươn ương ươp ươt ươc"
)
_RHYMES = frozenset(_SPELT.split())
_OF_Y = frozenset(("y", "yêu", "yêm", "yên", "yêng", "yêt"))
_AFTER_Q = frozenset(("y", "yên", "yêt", "ynh", "yt", "ych", "yu", "ya", "ôc", "ơ", "it", "in"))
# Letters before which "k", "gh" and "ngh" stand, and "c", "g" and "ng" do not.
_NARROW = ("e", "ê", "i", "y")
_Y_AFTER = frozenset("hklmstv")


def can_be(word: str) -> bool:
    """Whether `word`, of letters only, is spelt as a syllable is."""
    parted = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in parted if ord(sign) in _TONES]
    bare = unicodedata.normalize("NFC", parted.translate(_TONES))
    if len(tones) > 1:
        return False
    stopped = bare.endswith(("p", "t", "c", "ch"))
    if stopped and (not tones or tones[0] not in (_ACUTE, _BELOW)):
        return False
    return _is_spelt(bare)


def _is_spelt(bare):
    match = _BEGINNING.match(bare)
    if not match:
        return False
    start, rhyme = match.groups()
    if start == "gi":
        return rhyme in _RHYMES or f"i{rhyme}" in _RHYMES
    if start == "qu":
        return rhyme in _AFTER_Q or (rhyme in _RHYMES and rhyme[0] in "aăâeê")
    if not start:
        return rhyme in _OF_Y or (rhyme in _RHYMES and not rhyme.startswith("iê"))
    if rhyme == "y":
        return start in _Y_AFTER
    if start in ("k", "gh", "ngh") and not rhyme.startswith(_NARROW):
        return False
    if start in ("c", "g", "ng") and rhyme.startswith(_NARROW):
        return start == "g" and rhyme.startswith("i")
    return rhyme in _RHYMES
