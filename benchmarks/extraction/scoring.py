"""Scores an output, Markdown or plain text, against the truth.

All 0 to 100 and better when higher, except where "lower" is said; None where a document has nothing to measure.

nid     Indel similarity of the body text with white space normalised. Notes, heads and folios left in it count against it.
nid_fg  the same after the note bodies and running heads that are found have been cut out
wP wR   multiset precision and recall of words, all text
lcsF    F1 of the longest common sequence of words of the body
para    blocks that occur verbatim in the output        blk    blocks that are a block of the output, verbatim
bF1     F1 of block boundaries over aligned words
drop    drop-cap paragraphs whose first three words are intact, case ignored
dropX   the same with case and opening quotation mark, over twenty characters
note    note bodies whole and together    noteP  and not inside a block of the body    noteMD  as `[^n]: body`
refP refR  precision and recall of `[^n]` at exactly the right place: eight letters before it, and the right label
refM    calls marked in any syntax (`[^n]`, `[n]`, `<sup>n</sup>`, superscript digits) at the right place
clean   calls around which the prose without marks equals the truth
stray   calls whose bare digit is left in the prose (lower)
emP emR precision and recall of emphasised stretches, letter by letter the same, in the body and in notes
brk     broken words per 1,000 (lower)    hyl    compounds that lost their hyphen, percent (lower)
leak    running heads left per 10 pages (lower)    folio  lines that are a page number, per 10 pages (lower)
lig     ligature code points, soft hyphens and unmapped glyphs per 1,000 words (lower)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from benchmarks.extraction.alignment import WordAlignment, core, words_aligned
from benchmarks.extraction.corpus import Stretches, Truth
from benchmarks.extraction.output import (
    ANY_MARK,
    CALL,
    LIGATURE,
    NUMBERED,
    SUPERSCRIPTS,
    Output,
    emphasised,
    letters_only,
    normal,
    unmarked,
)

METRICS = tuple(
    "nid nid_fg wP wR lcsF para blk bF1 drop dropX note noteP noteMD refP refR refM clean stray emP emR brk hyl leak folio "
    "lig".split()
)
NEARLY_THE_BODY = 90
"""Similarity (0 to 100) from which a definition is taken for a note's body where labels are not the printed ones."""
CONTEXT = 8
"""Letters before a call that have to agree."""

Scores = dict[str, float | None]


def score(truth: Truth, markdown: str) -> Scores:
    """All metrics of one output."""
    return Scoring(truth, markdown).scores()


def ideal_output(truth: Truth) -> str:
    """The output that must score best everywhere."""
    openings = {"title": "# ", "heading": "## ", "quotation": "> "}
    parts = []
    for block in truth.blocks:
        words = with_marks(block.words, block.emphasis, [(call.offset, f"[^{call.label}]") for call in block.calls])
        if block.kind == "table":
            words = "| " + words.replace("\n", " |\n| ") + " |"
        elif block.kind == "item":
            words = words if NUMBERED.match(words) else f"- {words}"
        parts.append(openings.get(block.kind, "") + words.replace("\n", "\\\n" if block.kind == "verse" else "\n"))
    for label, body in truth.notes.items():
        parts.append(f"[^{label}]: " + with_marks(body, truth.emphasis_in_notes.get(label, ())).replace("\n\n", "\n\n    "))
    return "\n\n".join(parts) + "\n"


def with_marks(words: str, emphasis: Stretches, calls: Sequence[tuple[int, str]] = ()) -> str:
    """Words with emphasis and calls as Markdown has them."""
    starts, ends = {start for start, _ in emphasis}, {end for _, end in emphasis}
    parts = []
    for i in range(len(words) + 1):
        parts += [
            "*" if i in ends else "",
            "".join(mark for offset, mark in calls if offset == i),
            "*" if i in starts else "",
            words[i : i + 1],
        ]
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Found:
    """A note body in the output's body: where, and whether verbatim."""

    start: int
    end: int
    verbatim: bool


def found_in(body: str, text: str) -> Found | None:
    """The note body in the text, if it is there together, at least nearly verbatim."""
    if len(body) < 4:
        return None
    start = text.find(body)
    if start >= 0:
        return Found(start, start + len(body), True)
    if len(body) < 16:
        return None
    alignment = fuzz.partial_ratio_alignment(body, text, score_cutoff=88)
    return None if alignment is None else Found(alignment.dest_start, alignment.dest_end, False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call of the truth: its label, the letters before it, and those after it in its block or, failing that, the next."""

    label: str
    before: str
    after: str
    next_block: str


class Scoring:
    """One output beside its truth, with what several metrics need computed once."""

    def __init__(self, truth: Truth, markdown: str) -> None:
        self.truth = truth
        self.output = Output(markdown, truth.language)
        self.normal: Callable[[str], str] = lambda text: normal(text, truth.language)
        self.blocks = [self.normal(block.words) for block in truth.blocks]
        self.notes = {label: self.normal(body) for label, body in truth.notes.items()}
        self.body = " ".join(self.blocks)

    def scores(self) -> Scores:
        """All metrics, by name."""
        result: Scores = {"nid": similarity(self.body, self.output.plain)}
        result |= self.word_scores() | self.block_scores() | self.drop_cap_scores() | self.note_scores()
        result |= self.call_scores() | self.emphasis_scores() | self.furniture_scores() | self.forgiving_score()
        return {metric: result[metric] for metric in METRICS}

    # words

    @cached_property
    def alignment(self) -> WordAlignment:
        return words_aligned(self.blocks, self.output.plain_blocks)

    def word_scores(self) -> Scores:
        wanted = Counter(" ".join([self.body, *self.notes.values()]).split())
        there = Counter(self.output.everything.split())
        common = (wanted & there).total()
        aligned = self.alignment
        broken, unhyphenated, compounds = aligned.damaged_words()
        return {
            "wP": percent(common, there.total()),
            "wR": percent(common, wanted.total()),
            "lcsF": 200 * aligned.exact / max(1, len(aligned.wanted) + len(aligned.there)),
            "brk": 1000 * broken / max(1, len(aligned.wanted)),
            "hyl": percent(unhyphenated, compounds) if compounds else None,
            "lig": 1000 * len(LIGATURE.findall(self.output.markdown)) / max(1, len(aligned.wanted)),
        }

    # blocks

    def block_scores(self) -> Scores:
        there = set(self.output.plain_blocks)
        return {
            "para": percent(sum(block in self.output.plain for block in self.blocks), len(self.blocks)),
            "blk": percent(sum(block in there for block in self.blocks), len(self.blocks)),
            "bF1": self.alignment.boundary_score(),
        }

    def drop_cap_scores(self) -> Scores:
        first = [words for words, block in zip(self.blocks, self.truth.blocks, strict=True) if block.drop_cap]
        if not first:
            return {"drop": None, "dropX": None}
        there = f" {' '.join(self.alignment.there_cores)} "
        intact = sum(f" {' '.join(core(word) for word in words.split()[:3])} " in there for words in first)
        return {
            "drop": percent(intact, len(first)),
            "dropX": percent(sum(words[:20] in self.output.plain for words in first), len(first)),
        }

    # notes

    @cached_property
    def bodies_in_prose(self) -> dict[str, Found]:
        """Where bodies stand in the output's body, for notes that are no definition of their own label."""
        found = {label: found_in(body, self.output.plain) for label, body in self.notes.items() if not self.is_defined(label)}
        return {label: place for label, place in found.items() if place is not None}

    def is_defined(self, label: str) -> bool:
        """Whether the body is a definition, under a right label."""
        return any(self.output.plain_definitions.get(own) == self.notes[label] for own in self.labels_of(label))

    def labels_of(self, label: str) -> tuple[str, ...]:
        """The labels that are right for a note: its number; where it is printed otherwise, any that leads to its body."""
        if self.truth.labels_are_numbers and label.isdigit():
            return (label,)
        body = self.notes[label]
        definitions = self.output.plain_definitions
        return tuple(own for own, text in definitions.items() if fuzz.ratio(body, text) >= NEARLY_THE_BODY) or (label,)

    def note_scores(self) -> Scores:
        definitions = set(self.output.plain_definitions.values())
        defined = {label for label in self.notes if self.is_defined(label)}
        apart = {label for label in self.notes if label in defined or self.notes[label] in definitions}
        verbatim = {label for label, found in self.bodies_in_prose.items() if found.verbatim} - apart
        inside = self.inside_blocks(verbatim)
        notes = len(self.notes)
        return {
            "note": percent(len(apart | verbatim), notes) if notes else None,
            "noteP": percent(len(apart | (verbatim - inside)), notes) if notes else None,
            "noteMD": percent(len(defined), notes) if notes else None,
        }

    @cached_property
    def note_zones(self) -> list[tuple[int, int]]:
        """Stretches of the output's body that are note bodies, neighbours joined."""
        zones: list[tuple[int, int]] = []
        for found in sorted(self.bodies_in_prose.values(), key=lambda place: place.start):
            if zones and found.start - zones[-1][1] <= 8:
                zones[-1] = (zones[-1][0], max(found.end, zones[-1][1]))
            else:
                zones.append((found.start, found.end))
        return zones

    def inside_blocks(self, labels: Iterable[str]) -> set[str]:
        """The notes that stand between two halves of one block of the truth."""
        blocks = [self.letters_without_furniture(block) for block in self.blocks]
        inside: set[str] = set()
        for start, end in self.note_zones:
            before = self.letters_without_furniture(self.output.plain[max(0, start - 90) : start])[-24:]
            after = self.letters_without_furniture(self.output.plain[end : end + 90])[:24]
            if min(len(before), len(after)) > 9 and any(
                before in block and after in block and block.find(before) < block.find(after) for block in blocks
            ):
                inside |= {label for label in labels if start <= self.bodies_in_prose[label].start < end}
        return inside

    def letters_without_furniture(self, text: str) -> str:
        text = re.sub(r"(?<!\w)\d{1,3}[.)]?(?!\w)|↩|[–—|-] ?\d+ ?[–—|-]", " ", text)
        for head in self.truth.heads:
            text = re.sub(re.escape(head), " ", text, flags=re.IGNORECASE)
        return letters_only(text)

    def forgiving_score(self) -> Scores:
        kept, done = [], 0
        for start, end in self.note_zones:
            kept.append(self.output.plain[done:start])
            done = end
        prose, wanted = " ".join([*kept, self.output.plain[done:]]), self.body
        for head in self.truth.heads:
            prose, wanted = (re.sub(re.escape(self.normal(head)), " ", text, flags=re.IGNORECASE) for text in (prose, wanted))
        return {"nid_fg": similarity(self.normal(wanted), self.normal(prose))}

    # calls

    @cached_property
    def wanted_calls(self) -> list[Wanted]:
        wanted, done = [], ""
        following = [*self.truth.blocks[1:], None]
        for block, after in zip(self.truth.blocks, following, strict=True):
            for call in block.calls:
                before = (done + letters_only(block.words[: call.offset]))[-CONTEXT:]
                rest = letters_only(block.words[call.offset :])[:CONTEXT]
                wanted.append(Wanted(call.label, before, rest, letters_only(after.words)[:CONTEXT] if after else ""))
            done = (done + letters_only(block.words))[-CONTEXT:]
        return wanted

    def calls_marked(self, mark: re.Pattern[str]) -> Counter[tuple[str, str]]:
        """Label and letters before, of every call in the output that is written with `mark`."""
        body = self.output.body
        found: Counter[tuple[str, str]] = Counter()
        for match in mark.finditer(body):
            label = next((group for group in match.groups() if group), "").translate(SUPERSCRIPTS)
            before = ANY_MARK.sub("", CALL.sub("", body[max(0, match.start() - 90) : match.start()]))
            found[label, letters_only(unmarked(before))[-CONTEXT:]] += 1
        return found

    def calls_right(self, there: Mapping[tuple[str, str], int]) -> int:
        left = Counter(there)
        right = 0
        for call in self.wanted_calls:
            for label in self.labels_of(call.label):
                if left[label, call.before] > 0:
                    left[label, call.before] -= 1
                    right += 1
                    break
        return right

    def call_scores(self) -> Scores:
        wanted = self.wanted_calls
        if not wanted:
            return dict.fromkeys(("refP", "refR", "refM", "clean", "stray"))
        strict = self.calls_marked(CALL)
        right = self.calls_right(strict)
        unmarked_letters = letters_only(self.output.plain)
        without_marks = letters_only(self.normal(unmarked(ANY_MARK.sub("", self.output.body))))
        clean = stray = 0
        for call in wanted:
            texts = (unmarked_letters, without_marks)
            if call.after:
                is_clean = any(call.before + call.after in text for text in texts)
            else:
                is_clean = any(call.before + call.next_block in text for text in texts) or any(
                    call.before in text and call.before + call.label not in text for text in texts
                )
            clean += is_clean
            stray += not is_clean and call.before + call.label in unmarked_letters
        return {
            "refP": percent(right, strict.total()),
            "refR": percent(right, len(wanted)),
            "refM": percent(self.calls_right(strict | self.calls_marked(ANY_MARK)), len(wanted)),
            "clean": percent(clean, len(wanted)),
            "stray": percent(stray, len(wanted)),
        }

    # emphasis

    def emphasis_scores(self) -> Scores:
        truth = self.truth
        texts = [(block.words, block.emphasis) for block in truth.blocks]
        texts += [(body, truth.emphasis_in_notes.get(label, ())) for label, body in truth.notes.items()]
        wanted = Counter(letters_only(words[start:end]) for words, stretches in texts for start, end in stretches)
        there = Counter(letters_only(stretch) for stretch in emphasised(self.output.markdown))
        right = (wanted & there).total()
        return {
            "emP": percent(right, there.total()) if wanted or there else None,
            "emR": percent(right, wanted.total()) if wanted else None,
        }

    # running heads and folios

    def furniture_scores(self) -> Scores:
        there, wanted = self.output.plain.lower(), self.body.lower()
        heads = [self.normal(head).lower() for head in self.truth.heads]
        left = sum(there.count(head) - wanted.count(head) for head in heads)
        # a line that is only a number is a folio, unless the truth has it (a short verse line, a cell)
        own = {line.strip() for block in self.truth.blocks for line in block.words.split("\n")}
        lines = (line.strip() for line in self.output.body.split("\n"))
        folios = sum(bool(re.fullmatch(r"\W*\d{1,3}(\s*/\s*\d+)?\W*", line)) and line not in own for line in lines)
        return {
            "leak": 10 * max(0, left) / self.truth.pages,
            "folio": 10 * min(folios, 3 * self.truth.pages) / self.truth.pages,
        }


def similarity(wanted: str, there: str) -> float:
    """Normalised Indel similarity, 0 to 100."""
    return 100 * Indel.normalized_similarity(wanted, there)


def percent(part: int, whole: int) -> float:
    """0 where there is no whole."""
    return 100 * part / whole if whole else 0.0
