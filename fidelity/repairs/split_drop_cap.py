"""Drop caps split from their word: "S hortly" for "Shortly"."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fidelity.language.dictionary import COMMON, is_word
from fidelity.language.identification import identify
from fidelity.language.one_letter_words import (
    LETTER_NOUNS,
    ONE_LETTER_WORDS,
    is_covered,
    is_word_nowhere,
    is_word_somewhere,
    may_stand_alone,
)
from fidelity.model.changes import Change, Edit, Move
from fidelity.model.derived import derived
from fidelity.model.late_pattern import late_pattern
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.caps_cut_by_page_ends import caps_cut_by_page_ends
from fidelity.repairs.caps_left_behind import caps_left_behind
from fidelity.repairs.drop_cap_shape import begins_word
from fidelity.repairs.glyphs_of_text import glyph_size
from fidelity.repairs.printed_lines import PrintedLine, printed_lines
from fidelity.repairs.vocabulary import is_nowhere, marked_words, stands_again, vocabulary_of

OPENING = "“„«‹»›\"‘‚'¿¡(["
PATTERN = re.compile(
    rf"(?P<opening>[{re.escape(OPENING)}]{{0,2}})(?P<hang>\s*)(?P<cap>[^\W\d_])(?P<gap>\s*)(?P<rest>’?[^\W\d_]+(?:’[^\W\d_]+)?)"
)
BEFORE_COMMA = late_pattern(rf"[{re.escape(OPENING)}]{{0,2}}(?P<cap>[^\W\d_])(?P<gap>\s+)(?=[,;:!?])")
ELIDED = late_pattern(rf"[{re.escape(OPENING)}]{{0,2}}(?P<cap>[^\W\d_])[’'](?P<gap>\s+)(?=[^\W\d_])")
LONE_CAP = late_pattern(rf"[{re.escape(OPENING)}]{{0,2}}([^\W\d_a-z])")
LONE_LETTER = late_pattern(r"\s+[^\W\d_](?![^\W_])")
FRAGMENT = late_pattern(r"[^\W\d_A-Z]+")
DEEPEST = 6
"""A drop cap stands beside fewer lines than this."""
TALL = 1.5
"""A cap is at least this many times the size of what follows: two-line caps come at 2 to 3, raised initials at 1.6 to 3."""
ARTICLES = "AIOÀ"
"""Words of one letter that often begin a text."""

UNKNOWN = 0.0
"""The certainty where it cannot be told whether a cap is a word: nothing is proposed."""
SERIES = late_pattern(r"\s+([^\W\d_])(?![^\W_])")
"""Another lone letter."""
NEXT_WORD = late_pattern(r"\s+(?:[^\W\d_]|\d{2})")
VOWELS = frozenset("aeiouy")


def propose(text: Text) -> Iterator[Change]:
    """The gap between an initial and its word closed, at the start of a paragraph, where the pieces are no words."""
    if not text.settled and text.source.glyphs is None:
        yield from _strayed(text)
    cut = [*caps_cut_by_page_ends(text), *caps_left_behind(text)]
    yield from cut
    gone = [change.span for change in cut]
    yield from _at(text, (at for at in _paragraph_starts(text) if not any(span.start <= at < span.end for span in gone)))


def propose_near(text: Text, near: Sequence[Span]) -> Iterator[Change]:
    """What `propose` finds at the paragraphs of a settled text whose first words touch one of some stretches."""
    ends = [span.end for span in near]
    for start in _paragraph_starts(text):
        match = PATTERN.match(text.string, start)
        k = bisect_left(ends, start)
        if match is not None and k < len(near) and near[k].start <= match.end():
            yield from _at(text, [start])


def _at(text: Text, starts: Iterable[int]) -> Iterator[Change]:
    for start in starts:
        if text.string[start : start + 1].islower():
            continue  # nearly always no capital
        match = PATTERN.match(text.string, start)
        if match is None and (lone := BEFORE_COMMA.match(text.string, start)) and _is_tall(text, lone):
            reason = f"the drop cap {lone['cap']} is a word by itself, and a comma follows it"
            yield Edit(Span(*lone.span("gap")), "", reason, 0.9)
        if (elided := ELIDED.match(text.string, start)) and _is_tall(text, elided, elided.start("gap") - 1):
            yield Edit(
                Span(*elided.span("gap")), "", f"the drop cap {elided['cap']} lost its vowel before the word behind it", 0.95
            )
            continue
        if match is None or not match["cap"].isupper() or not _touches(match, text):
            continue
        size, beside = glyph_size(text, match.start("cap")), glyph_size(text, match.start("rest"))
        tall = size is not None and beside is not None and size >= TALL * beside
        if not tall and (not match["gap"] or ("\n" in match["gap"] and not _has_own_line(match, text))):
            continue
        certainty = _belongs(match, text, tall=tall)
        if certainty == UNKNOWN or (certainty is None and not tall):
            continue
        if match["opening"]:
            span = Span(*match.span("hang"))
            blank = _space_after(match["opening"], text.string)
            if match["hang"] != blank:
                yield Edit(span, blank, f"the opening mark {match['opening']} belongs to the word of the drop cap", 0.95)
        word = match["cap"] + match["rest"]
        if certainty is not None and match["gap"]:
            yield Edit(Span(*match.span("gap")), "", f"the drop cap {match['cap']} begins the word {word}", certainty)
        elif certainty is None and match["gap"] != " ":
            yield Edit(Span(*match.span("gap")), " ", f"the drop cap {match['cap']} is a word by itself", 0.8)


def _strayed(text: Text) -> Iterator[Change]:
    """A cap alone on a line below the lines that it stands beside moved before the word it begins; text without geometry."""
    lines = printed_lines(text)
    language = identify(text.string)
    for i, line in enumerate(lines):
        letter = LONE_CAP.fullmatch(line.words)
        if letter is None:
            continue
        for k in range(i - 1, max(i - DEEPEST, 0) - 1, -1):
            start = lines[k]
            if k and not start.after_blank and start.page == lines[k - 1].page:
                # not the first line of a paragraph as far as the lines show
                continue
            fragment = FRAGMENT.match(start.words)
            whole = letter[1] + fragment[0] if fragment else ""
            if fragment and is_word(whole, language) and not is_word(fragment[0], language, COMMON):
                reason = f"the drop cap {letter[1]} was left below the lines beside it; it begins the word {whole}"
                yield Move(Span(line.start_of_words, line.end_of_words), start.start_of_words, reason, 0.9)
                yield Edit(Span(line.end_of_words, min(line.span.end + 1, len(text.string))), "", reason, 0.9)
                break


def _paragraph_starts(text: Text) -> Iterator[int]:
    """Offsets where a paragraph may begin: every block of a settled text, every line of another."""
    if text.settled:
        yield from (block.start for block in text.blocks if block.length)
        return
    previous_end = 0
    for line in printed_lines(text):
        begins = previous_end == 0 or line.after_blank
        # a cap that a reader put on a line of its own announces itself; its size, if it is known, is looked at later
        if begins or text.source.glyphs is not None or _opens_word(text, line):
            yield line.start_of_words
        previous_end = line.span.end


def _opens_word(text: Text, line: PrintedLine) -> bool:
    """Whether a line is a lone capital with which the next one begins with a word: no letter over its part of an index."""
    match = PATTERN.match(text.string, line.start_of_words) if LONE_CAP.fullmatch(line.words) else None
    return match is not None and is_word(match["cap"] + match["rest"], _language(text)) is True


def _is_tall(text: Text, lone: re.Match[str], last: int | None = None) -> bool:
    """Whether a cap is far larger than what stands behind it, and so is the last character with it, if that is given."""
    after = glyph_size(text, lone.end())
    sizes = [glyph_size(text, offset) for offset in (lone.start("cap"), last) if offset is not None]
    return after is not None and all(size is not None and size >= TALL * after for size in sizes) and lone["cap"].isupper()


def _has_own_line(match: re.Match[str], text: Text) -> bool:
    """Whether a cap without geometry stands alone on its line, before a line that begins with a small letter."""
    return text.source.glyphs is None and not text.settled and match["rest"][:1].islower()


def _touches(match: re.Match[str], text: Text) -> bool:
    """Whether no empty line parts the pieces, or only one behind a cap that has a line of its own and a fragment after it."""
    between = (match["hang"] + match["gap"]).replace(" ", "")
    if "\n\n" not in between:
        return True
    return between == "\n\n" and not text.settled and match["rest"][:1].islower()


def _space_after(opening: str, string: str) -> str:
    """What stands between this opening mark and its word elsewhere in the text: French sets a space after «."""
    if "«" not in opening:
        return ""
    spaces: Counter[str] = Counter(match[1] for match in re.finditer(r"«(\s?)(?=\w)", string.replace("\n", " ")))
    return spaces.most_common(1)[0][0] if spaces else ""


@derived(heeds=())
def _every_word(text: Text) -> str:
    """Each word that the text has, with its marks, once, in small letters."""
    return " ".join(marked_words(text))


@derived(heeds=())
def _language(text: Text) -> str | None:
    return identify(text.string)


def _belongs(match: re.Match[str], text: Text, *, tall: bool) -> float | None:
    """How certain it is that the cap begins the word after it.

    None where it is a word by itself, and `UNKNOWN` where neither can be told, as the script or the language is not known.
    """
    if not tall and not match["rest"].islower():
        return None
    string, language = text.string, _language(text)
    rest, joined = match["rest"].lower(), (match["cap"] + match["rest"]).lower()
    if not is_covered(match["cap"], string, language):
        return _belongs_unread(match, text, joined) if tall else UNKNOWN
    if len(rest) == 1 and not tall and not _is_short_word(match, string, joined, language):
        return UNKNOWN
    alone = may_stand_alone(match["cap"], string, language)
    if tall and alone and not text.settled:
        begins = begins_word(text, match.start("cap"), Span(*match.span("rest")))
        if begins is not None:
            return 0.95 if begins else None
    if not tall and len(rest) == 1 and (LONE_LETTER.match(string, match.end()) or not is_word(joined, language, COMMON)):
        return None  # letters that stand for something: A b c
    unknown = not tall and is_nowhere(joined, text)
    if alone and unknown:
        return None
    if unknown and is_word_somewhere(match["cap"]):
        return 0.9 if is_word(joined, language) else None
    if not tall and len(rest) > 1 and stands_again(rest, text):
        # most words of a book stand there again without marks, so that they need not be taken out of theirs
        apart = rest not in LETTER_NOUNS and not is_word_somewhere(match["cap"]) and joined not in _every_word(text)
        if alone or apart:
            return None
    vocabulary = vocabulary_of(text)
    here = 1 if match["gap"] else 0
    rest_elsewhere = vocabulary.words[rest] > here and len(rest) > 1
    joined_elsewhere = vocabulary.words[joined] > 1 - here
    if not alone:
        if tall:
            return 0.99
        if is_word_somewhere(match["cap"]):
            return 0.9 if joined_elsewhere or is_word(joined, language) else None
        if rest in LETTER_NOUNS:
            return None
        if joined_elsewhere:
            return 0.95
        if rest_elsewhere:
            return None
        return None if is_word(rest, language, COMMON) and not is_word(joined, language) else 0.95
    if joined_elsewhere != rest_elsewhere:
        return (0.95 if tall else 0.8) if joined_elsewhere else None
    if not tall:
        return None
    joined_known, rest_known = is_word(joined, language), is_word(rest, language) and len(rest) > 1
    if joined_known is not None and joined_known != rest_known:
        return 0.9 if joined_known else None
    return None if match["cap"] in ARTICLES else 0.7


def _belongs_unread(match: re.Match[str], text: Text, joined: str) -> float:
    """How certain it is that a tall cap begins its word, where the language tells nothing."""
    words = vocabulary_of(text).words
    here = 1 if match["gap"] else 0
    if words[joined] > 1 - here and words[match["rest"].lower()] <= here:
        return 0.95
    return 0.95 if is_word_nowhere(match["cap"]) else UNKNOWN


def _is_short_word(match: re.Match[str], string: str, joined: str, language: str | None) -> bool:
    """Whether two lone letters may be a word of two: a common one in a sentence, not the beginning of a series of letters."""
    following = SERIES.match(string, match.end())
    if following is not None and following[1].upper() not in ONE_LETTER_WORDS.get(language or "", ()):
        return False
    has_vowel = bool(VOWELS.intersection(unicodedata.normalize("NFD", joined)))
    return has_vowel and NEXT_WORD.match(string, match.end()) is not None and is_word(joined, language, COMMON) is not False


REPAIR = Repair(
    code="A103",
    name="split-drop-cap",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    propose_near=propose_near,
    message="a drop cap was left apart from its word",
)
