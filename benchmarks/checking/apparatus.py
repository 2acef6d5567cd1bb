"""Harmful changes of quotations, notes and citations, and artefacts of extraction put back."""

from __future__ import annotations

import re
from random import Random

from benchmarks.checking.harmful import LOOKALIKES, SMALL, next_digit, one_of, planter, turned
from benchmarks.checking.site import CALL, REFERENCE, SENTENCE_END, WORD, Edit, Site, Stretch

# -- quotations --------------------------------------------------------------------------------------------------------


def _quotation(random: Random, site: Site) -> list[re.Match[str]] | None:
    return random.choice(site.quoted_words) if site.quoted_words else None


@planter("Q102")
def quotation_altered(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = _quotation(random, site)
    return (
        one_of(random, [m for m in found[1:-1] if m[0].islower()], lambda _: random.choice(site.words.fillers))
        if found
        else None
    )


@planter("Q103 Q105")
def quotation_shortened(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = _quotation(random, site) or []
    spaced = [m for m in found[1:-1] if site.content[m.start() - 1] == " " == site.content[m.end()]]
    if not spaced:
        return None
    word = random.choice(spaced)
    return (Edit(word.start(), word.end() + 1, ""),)


@planter("Q104")
def quotation_lengthened(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = _quotation(random, site) or []
    spaced = [m for m in found[1:-1] if site.content[m.start() - 1] == " "]
    if not spaced:
        return None
    at = random.choice(spaced).start()
    return (Edit(at, at, random.choice(site.words.fillers) + " "),)


@planter("Q105")
def quotation_denial_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    inside = [q for q in site.quotations if not site.in_note(q.start)]
    return one_of(random, site.find(rf"(?<=\w) (?:{site.words.negation})(?= \w)", inside), lambda _: "")


@planter("Q106")
def quotation_number_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    inside = [q for q in site.quotations if not site.in_note(q.start) and q.end - q.start > 20]
    return one_of(random, site.find(r"(?<!\w)\d{2,4}(?!\w)", inside), next_digit)


@planter("Q112")
def quotation_marks_dropped(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = _quotation(random, site)
    if not found:
        return None
    start, end = next(q for q in site.quotations if q.start <= found[0].start() < q.end)
    opening, closing = site.words.quotes
    before = site.content.rindex(opening, 0, start)
    after = site.content.index(closing, end)
    return Edit(before, start, ""), Edit(end, after + 1, "")


@planter("Q113")
def quotation_mark_moved(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = _quotation(random, site)
    if not found or site.content[found[2].end()] != " ":
        return None
    end = next(q.end for q in site.quotations if q.start <= found[0].start() < q.end)
    after = site.content.index(site.words.quotes[1], end)
    at = found[2].end()
    return Edit(at, at, site.content[end : after + 1]), Edit(end, after + 1, "")


@planter("Q115")
def quotation_marks_added(random: Random, site: Site) -> tuple[Edit, ...] | None:
    opening, closing = site.words.quotes
    space = "\u00a0" if site.language == "fr" else ""
    found = list(site.find(r"(?<= )[a-zà-ÿ]{3,} [a-zà-ÿ]{3,} [a-zà-ÿ]{2,} [a-zà-ÿ]{3,}(?= )"))
    if not found:
        return None
    match = random.choice(found)
    return Edit(match.start(), match.start(), opening + space), Edit(match.end(), match.end(), space + closing)


@planter("Q102 Q105")
def block_quotation_altered(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = [m for q in site.of("quotation") for m in WORD.finditer(site.content, *q) if m[0].islower() and len(m[0]) > 3]
    return one_of(random, found, lambda _: random.choice(site.words.fillers))


# -- notes -------------------------------------------------------------------------------------------------------------


def _called(site: Site) -> list[re.Match[str]]:
    """Calls whose note has a body, and which are called once."""
    labels = [call[1] for call in site.calls]
    return [call for call in site.calls if call[1] in site.bodies and labels.count(call[1]) == 1]


def _untouched(offset: int) -> Edit:
    """A place that is as it was, but where the change shows, so that a finding may stand there."""
    return Edit(offset, offset, "")


@planter("N122")
def note_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    referred = {match[1] for match in REFERENCE.finditer(site.content)}  # losing one of these would be two defects
    calls = [call for call in _called(site) if call[1] not in referred]
    if len(calls) < 3:
        return None
    call = random.choice(calls)
    start, end = site.bodies[call[1]]
    return Edit(*call.span(), ""), Edit(start, min(end + 2, len(site.content)), "")


@planter("N130 N102")
def call_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    calls = _called(site)
    if not calls:
        return None
    call = random.choice(calls)
    return Edit(*call.span(), ""), _untouched(site.bodies[call[1]].start)


@planter("N122 N101")
def body_lost(random: Random, site: Site) -> tuple[Edit, ...] | None:
    calls = _called(site)
    if not calls:
        return None
    call = random.choice(calls)
    start, end = site.bodies[call[1]]
    return _untouched(call.start()), Edit(start, min(end + 2, len(site.content)), "")


@planter("N120")
def call_moved(random: Random, site: Site) -> tuple[Edit, ...] | None:
    calls = _called(site)
    if not calls:
        return None
    call = random.choice(calls)
    around = [s for s in site.of("paragraph", "quotation") if s.start <= call.start() < s.end]
    if not around:
        return None
    start, end = around[0]
    ends = [m.start() for m in SENTENCE_END.finditer(site.content, start, end)]
    ends = [at for at in ends if 30 < abs(at - call.start()) < 2000]
    others = [m.start() for m in CALL.finditer(site.content, start, end)]
    ends = [
        at for at in ends if not any(min(at, call.start()) <= o <= max(at, call.start()) for o in others if o != call.start())
    ]
    if not ends:
        return None
    at = random.choice(ends)
    return tuple(sorted((Edit(*call.span(), ""), Edit(at, at, call[0]))))


@planter("N123 N125")
def notes_exchanged(random: Random, site: Site) -> tuple[Edit, ...] | None:
    calls = _called(site)
    if len(calls) < 3:
        return None
    k = random.randrange(len(calls) - 1)
    one, two = site.bodies[calls[k][1]], site.bodies[calls[k + 1][1]]
    first = site.content[one.start : one.end].split("]:", 1)[1]
    second = site.content[two.start : two.end].split("]:", 1)[1]
    if re.match(r" ?(?:Ibid|Ebd|Ebenda|Id\.)", second) or first.strip() == second.strip():
        return None
    called = (_untouched(calls[k].start()), _untouched(calls[k + 1].start()))
    return *called, Edit(one.end - len(first), one.end, second), Edit(two.end - len(second), two.end, first)


@planter("N128")
def note_added(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if not site.sentences or not site.bodies:
        return None
    at = random.choice(site.sentences).start - 1
    label = str(max((int(x) for x in site.bodies if x.isdigit()), default=900) + 1)
    last = max(end for _, end in site.bodies.values())
    return Edit(at, at, f"[^{label}]"), Edit(last, last, f"\n\n[^{label}]: {site.words.note}")


@planter("N121 C107 C101 C102")
def note_altered(random: Random, site: Site) -> tuple[Edit, ...] | None:
    places = [
        m
        for n in site.of("note")
        for m in re.finditer(r"(?<=[a-zà-ÿ] )[a-zà-ÿ]{5,}(?= [a-zà-ÿ]+ )", site.content[: n.end])
        if m.start() >= n.start
    ]
    quoted = site.quotations
    places = [m for m in places if not any(a <= m.start() < b for a, b in quoted)]
    return one_of(random, places, lambda _: random.choice(site.words.fillers))


# -- citations ---------------------------------------------------------------------------------------------------------


@planter("C103")
def year_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[, (])(?:1[5-9]|20)\d\d(?=\))", site.of("note")), next_digit)


@planter("C105")
def pages_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = site.find(
        r"(?<=\bS\. )\d+(?=[., ])|(?<=\bpp\. )\d+(?=[-–])|(?<=\bp\. )\d+(?=[., ;]|$)|(?<=\), )\d+(?=[.–])", site.of("note")
    )
    return one_of(random, found, next_digit)


@planter("C101")
def author_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = site.find(
        r"(?<=[A-ZÀ-Þ][a-zà-ÿ]{3} )[A-ZÀ-Þ][a-zà-ÿ]{5,}(?=, [*“„«])|(?<=[a-zà-ÿ]{3} )[A-ZÀ-Þ][a-zà-ÿ]{4,}(?=, [*“„«])",
        site.of("note"),
    )
    return one_of(random, found, turned)


@planter("C102")
def title_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    titles = [
        Stretch(*m.span(1)) for n in site.of("note") for m in re.compile(r"(?<!\*)\*([^*\n]{8,})\*").finditer(site.content, *n)
    ]
    found = [m for t in titles for m in WORD.finditer(site.content, *t) if len(m[0]) > 4]
    return one_of(
        random,
        found,
        lambda word: random.choice(site.words.fillers).capitalize() if word[0].isupper() else random.choice(site.words.fillers),
    )


@planter("C104")
def place_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=\()[A-ZÀ-Þ][a-zà-ÿ]{3,}(?= ?: )", site.of("note")), lambda _: "Vienna")


@planter("C104")
def publisher_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(
        random, site.find(r"(?<=[a-zà-ÿ]: )[A-ZÀ-Þ][^,():]{5,40}(?=, \d{4}\))", site.of("note")), lambda _: "Suhrkamp"
    )


@planter("C106")
def address_of_citation(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=https://)[a-z]{5,}", site.of("note")), lambda part: part[:2] + part[3:])


@planter("C116 C115 C117")
def cross_reference_changed(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = list(site.find(REFERENCE, site.of("paragraph")))
    if not found:
        return None
    match = random.choice(found)
    return (Edit(*match.span(1), str(int(match[1]) % 5 + 1)),)


# -- artefacts ---------------------------------------------------------------------------------------------------------


@planter("A201")
def invisible_character(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = list(site.find(SMALL))
    if not found:
        return None
    at = random.choice(found).start() + 2
    return (Edit(at, at, "\u200b"),)


@planter("A203")
def soft_hyphen(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = list(site.find(SMALL))
    if not found:
        return None
    at = random.choice(found).start() + 2
    return (Edit(at, at, "\u00ad"),)


@planter("A202")
def confusable_letter(random: Random, site: Site) -> tuple[Edit, ...] | None:
    def disguised(word: str) -> str:
        k = random.choice([k for k, c in enumerate(word) if c in LOOKALIKES])
        return word[:k] + LOOKALIKES[word[k]] + word[k + 1 :]

    return one_of(random, (m for m in site.find(SMALL) if set(m[0]) & set(LOOKALIKES)), disguised)


@planter("A101 T117")
def broken_word(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<= )[a-zà-ÿ]{8,}(?= )"), lambda word: f"{word[:4]}- {word[4:]}")


@planter("T117")
def words_run_together(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, site.find(r"(?<=[a-zà-ÿ]{4}) (?=[a-zà-ÿ]{4})"), lambda _: "")


@planter("A108")
def glued_call(random: Random, site: Site) -> tuple[Edit, ...] | None:
    return one_of(random, (c for c in _called(site) if c[1].isdigit()), lambda call: call[2:-1])


@planter("A104 N130")
def stranded_call(random: Random, site: Site) -> tuple[Edit, ...] | None:
    found = (c for c in _called(site) if c[1].isdigit() and site.content[c.end() : c.end() + 1] == " ")
    return one_of(random, found, lambda call: f" {call[2:-1]}")


@planter("A102 T103")
def running_head_in_text(random: Random, site: Site) -> tuple[Edit, ...] | None:
    if not site.sentences or not site.of("heading"):
        return None
    at = random.choice(list(site.find(r"(?<=[a-z]) (?=[a-z])"))).start()
    start, end = site.of("heading")[0]
    return (Edit(at, at, f" 212 {site.content[start:end].upper()}"),)
