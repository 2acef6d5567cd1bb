"""Where each citation of a note begins and ends, and where a run of references is cut into its entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fidelity.language.citation_words import CONNECTING, EDITOR_AFTER, LEADING, QUOTED_IN, SAME_PLACE, SIGNALS
from fidelity.language.places_of_print import PLACES
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.recognition.citations.authors import Author, author_at
from fidelity.recognition.citations.clauses import LONGEST, clauses, inside, trimmed
from fidelity.recognition.citations.evidence import DATED_SHORT, ENOUGH, SAME, evidence, is_dated_short
from fidelity.recognition.citations.patterns import BARE_YEAR, CAPITAL, INVERTED, SPACE, any_of
from fidelity.recognition.citations.turns import announced, parted

_SIGNAL = late_pattern(rf"[(\[]?(?<!\w){any_of(SIGNALS)}[,:]?(?!\w)\s*", re.IGNORECASE)
_INNER_SIGNAL = late_pattern(
    r"(?<!\w)(?:[Ss]ee(?:\salso|,?\s(?:for\sexample|generally|further|in\sparticular|especially)"
    r",?|,?\s?e\.g\.,?)?|[Cc]f\.|[Cc]fr\.?|"
    r"[Vv]gl\.(?:\s(?:auch|dazu|hierzu|etwa))?|[Ss]iehe(?:\s(?:auch|dazu))?|[Vv]oir(?:\saussi)?|[Vv]éase(?:\stambién)?|[Vv]edi|"
    rf"{any_of(QUOTED_IN)}|from|bei|[Ss]\.\sauch|by|von|in:)[:,]?\s(?={CAPITAL}|[“\"‘„«])"
)
_ROLE_BEFORE = late_pattern(
    r"(?<!\w)(?:[Ee]ds?\.|[Ee]dited|[Tt]r(?:ans(?:l(?:ated)?)?)?\.?|[Hh]rsg\.|[Hh]g\.|[Hh]erausgegeben|[Üü]bers(?:etzt|\.)|[Cc]ompiled)\s\Z"
)
"""What makes "by" and "von" lead to an editor or translator, and to no other citation."""
_SMALL = r"[^\W\d_A-ZÀ-Þ][^\W\d_]*"
_LEADS = late_pattern(rf"(?i:{any_of(LEADING)})(?:[,:]?{SPACE}{_SMALL}\.?){{0,7}},?{SPACE}(?={CAPITAL})")
"""A comment of few words, none a name, before a citation: "and, against her," – "Anders urteilt"."""
_SAME_HERE = any_of([word for word in SAME_PLACE if word.startswith(("ib", "eb"))])
_LEADS_TO_SAME = late_pattern(rf"(?:{_SMALL},?{SPACE}){{1,3}}(?={_SAME_HERE}(?!\w))")
"""Small words before "ibid.": "cf. además ibíd."."""
_CONTINUES = late_pattern(
    rf"(?:pp?\.|S\.|\d|in[:\s]|In[:\s]|E[nm](?::|\s(?=[A-ZÀ-Þ]))|doi|https?:|www\.|ISBN|ISSN|[Aa]ccessed|[Rr]etrieved|"
    r"Available\s|URL|<https?:|Recuperado\s|Disponible\s|Disponível\s|Consult(?:ado|é|ato)\s|Abgerufen\s|Verfügbar\s|"
    rf"[Vv]ol\.|Bd\.|[Ee]d(?:ited|\.)|[Tt]rans|Diss\.|"
    rf"Hrsg|Hg\.|Reprint|Repr|{CAPITAL}[^.;:()]{{1,40}}:{SPACE}{CAPITAL}[^.;:()]{{1,60}}(?:,?{SPACE}{BARE_YEAR})?(?:,{SPACE}(?:S|pp?)\.{SPACE}[\d–-]+(?:{SPACE}?ff?\.)?)?\.?$)"
)
"""What goes on with the citation before it rather than open one."""
_NUMBERED = late_pattern(r"\d\(\d|\d,\s\d|\d[–-]\d|https?:|doi|:\s")
_ANY_YEAR = late_pattern(BARE_YEAR)
_YEAR_NEAR = late_pattern(
    rf"(?:,?{SPACE}(?:unter Mitarbeit von|in Zusammenarbeit mit|with the assistance of|in collaboration with|with|avec la "
    rf"collaboration de|con la colaboración de|con la collaborazione di){SPACE}[^.;:]{{3,60}})?"
    rf"[^.;]{{0,12}}?[(\[,.\s]{BARE_YEAR}"
)


def entries(string: str, block: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """The references of one block of a list: one as a rule, several where a paragraph holds a run of them."""
    start = block.start
    last = block.start
    for clause in clauses(string, block, quoted):
        if clause.start > start and _opens_entry(string, Span(max(start, last - LONGEST), last), clause, block.end):
            yield trimmed(string, start, clause.start)
            start = clause.start
        last = clause.end
    whole = trimmed(string, start, block.end)
    if whole.length:
        yield whole


def _opens_entry(string: str, before: Span, clause: Span, end: int) -> bool:
    """Whether a clause opens the next reference: names and a date, and the reference before has had its own."""
    author = author_at(string, clause.start, end, listed=True)
    if author is None or "," not in string[slice(*author.span)]:
        return False
    first = string[slice(*author.span)].split(",", maxsplit=1)[0].casefold()
    if first in PLACES or not _ANY_YEAR.search(string, *before):
        return False
    return _YEAR_NEAR.match(string, author.span.end, end) is not None and before.length > 24


_SIGNED = re.compile(r"[\[(](?:Eds?|Trans|Tr|Hg|Hrsg|A\.\s?d\.\s?[ÜH]|N\.\s?d\.\s?[TEÉR])\.?[\])]:?\s+")
"""An editor’s or translator’s signature at the beginning of a note."""


def pieces(string: str, block: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Span]:
    """The citations of a block of a note, each without the words that lead to it."""
    signed = _SIGNED.match(string, block.start, block.end)
    block = Span(signed.end(), block.end) if signed is not None else block
    shields = inside(quoted, block)
    emphasised = [one for one in inside(stressed, block) if not any(q.overlaps(one) for q in shields)]
    shields = sorted([*shields, *emphasised]) if emphasised else shields
    parts = list(clauses(string, block, shields))
    k = 0
    while k < len(parts):
        if parts[k].length > LONGEST:
            k += 1
            continue
        clause, used = _joined(string, parts, k, quoted, stressed)
        yield from _in_clause(string, clause, quoted, stressed)
        k += used


_STOPS = tuple(stop + mark for stop in ".?!" for mark in ("", "”", "’", "»", '"'))
_DATED_NAMES = late_pattern(rf"{SPACE}?\({BARE_YEAR}[a-z]?(?:,{SPACE}[^()]{{3,20}})?\)\.\Z")
_INVERTED_NAME = late_pattern(INVERTED)
_NAMES_END = late_pattern(
    rf"{SPACE}?(?::|\.{SPACE}|,{SPACE}(?!{CAPITAL}[^,;:()]{{0,30}}:)|[(\[]|,?{SPACE}?[(\[]?(?:Hg|Hrsg|eds?|dir))"
)
_MOST_NAMES = 12
_TOWN_AND_HOUSE = late_pattern(rf"[,.(]{SPACE}?(?P<town>{CAPITAL}[^,.;:()\d]{{1,30}}?){SPACE}?[:,]{SPACE}[^,.;:()\d]{{2,40}}\Z")
_OPENED_VOLUME = late_pattern(rf"(?<!\w)(?:[Ii]n|[Ee][mn]|[Dd]ans){SPACE}?:?{SPACE}{INVERTED}(?:;{SPACE}{INVERTED})*\Z")
_NEXT_EDITOR = late_pattern(rf"{INVERTED}{SPACE}?(?:\Z|[(\[]?{any_of(EDITOR_AFTER)})")
_SECOND_HOUSE = late_pattern(rf"{CAPITAL}[^.,;:()\d“”]{{1,40}},{SPACE}{BARE_YEAR}(?!\d)")
"""Paris: Gallimard; Le Seuil, 1996"""
_HOUSE = late_pattern(
    rf"{CAPITAL}[^.,;:()\d“”]{{1,50}}(?:,{SPACE}{BARE_YEAR})?(?:,{SPACE}(?:pp?|S)\.{SPACE}?\d[\d–-]*(?:{SPACE}?ff?\.)?)?\.?"
)
"""A publisher alone, its year and pages behind it, as a clause."""
_TITLED = late_pattern(
    rf"(?:{_SMALL}\.?{SPACE}|(?i:{any_of(SIGNALS)})[,:]?{SPACE})*{CAPITAL}[^:;.()\d]*(?:{CAPITAL}\.{SPACE}?[^:;.()\d]*)*:{SPACE}[^:;()\d]+[.?!]"
)
"""Names, a colon and a title, and nothing behind them: no place, year or page."""
_IMPRINT = late_pattern(
    rf"(?:{CAPITAL}[^,.;:()\d]{{7,120}},{SPACE})?{CAPITAL}[^.;:,()\d]{{1,40}}(?:\.{SPACE}?[^.;:,()\d]{{1,20}})?"
    rf"(?::{SPACE}{CAPITAL}[^.;:,()\d]{{1,60}}?)?,?{SPACE}{BARE_YEAR}"
    rf"(?:{SPACE}\([^()]+\))?(?:,{SPACE}(?:hier{SPACE})?(?:S|Sp|Bl|pp?)\.{SPACE}?\d[^.;:()]*(?:ff?\.)?)?\.?"
)
"""Place and year, a house and a subtitle where there is one, and pages."""
_TITLED_WORK = late_pattern(
    rf"(?P<first>{CAPITAL}[^.;:()]{{1,40}}):{SPACE}[^.;:()]+,{SPACE}{CAPITAL}[^.,;:()\d]{{2,30}}{SPACE}{BARE_YEAR}"
)
_PAGED = late_pattern(rf"(?:S|pp?)\.{SPACE}?\d[\d–-]*(?:{SPACE}?ff?)?\.\Z")
"""Pages at the end: no imprint follows them."""
_SUBTITLE = late_pattern(rf"(?:{CAPITAL}[^\W\d_]*){SPACE}(?:[^\W\d_]+{SPACE}){{2,14}}[^\W\d_]+\.")
_AGAIN = late_pattern(
    r"(?:(?:new|2nd|rev\.)\sed(?:\.|ition)|repr(?:\.|inted)(?!\sin\b)|reissued|trans(?:\.|lated)|English\stranslation|Nachdr|Neuausg|"
    r"Neuaufl|Neudr|wieder\sin:|[Üü]bers|dt\.|engl\.|franz\.|rééd|réimpr|nouv\.\séd|trad\.|reed\.|reimpr|rist\.|nuova\sed)",
    re.IGNORECASE,
)
"""After a semicolon: the same work again, in another edition or language."""


def _joined(string: str, parts: Sequence[Span], k: int, quoted: Sequence[Span], stressed: Sequence[Span]) -> tuple[Span, int]:
    """A clause with those after it that belong to the same citation, and how many they are.

    "A. Author. Title. Place: Publisher, 1999." is one citation, although full stops part it.
    """
    used = _of_names(string, parts, k)
    clause = Span(parts[k].start, parts[k + used - 1].end)
    while k + used < len(parts) and _goes_on_with_editors(string, clause, parts[k + used]):
        clause = Span(clause.start, parts[k + used].end)
        used += 1
    start = _after_signals(string, *clause)
    author = author_at(string, start, clause.end, listed=True)
    used = max(used, _of_dated_names(string, parts, k, author, stressed), _of_titled_names(string, parts, k, stressed))
    if (
        used == 1
        and author is not None
        and not _ANY_YEAR.search(string, *clause)
        and not DATED_SHORT.match(string, start, clause.end)
    ):
        for n in range(k + 1, min(k + 4, len(parts))):
            if not string[: parts[n - 1].end].endswith(_STOPS, parts[n - 1].start):
                break
            if _is_rest_of_title(string, clause, parts[n]):
                continue
            if _opens(string, parts[n]) and not _is_rest_of_work(string, clause, parts[n]):
                break
            if evidence(string, parts[n], quoted, stressed) < -1.0:
                break
            bare = author.end >= clause.end - 1
            if _is_titled_work(string, parts[n]):
                break
            dated = _ANY_YEAR.search(string, *parts[n]) is not None
            subtitle = dated and evidence(string, parts[n], quoted, stressed) >= 1.0
            subtitle = subtitle or _is_rest_of_work(string, clause, parts[n])
            if dated and (bare or subtitle or _CONTINUES.match(string, *parts[n])):
                used = n - k + 1
                break
    joined = Span(clause.start, parts[k + used - 1].end)
    while k + used < len(parts):
        following = parts[k + used]
        ends = string[parts[k + used - 1].end - 1 : parts[k + used - 1].end]
        place = string[slice(*following)].strip(" .").casefold() in PLACES
        behind = string[parts[k + used - 1].end : following.start].strip() == ";"
        again = behind and (_AGAIN.match(string, *following) or _is_second_house(string, joined, following))
        if not again and (
            ends != "."
            or _is_titled_work(string, following)
            or _PAGED.search(string, joined.start, joined.end)
            or not (place or _CONTINUES.match(string, *following))
            or evidence(string, joined, quoted, stressed) < ENOUGH
        ):
            break
        joined = Span(joined.start, following.end)
        used += 1
    return joined, used


def _goes_on_with_editors(string: str, first: Span, clause: Span) -> bool:
    """Whether a clause behind a semicolon names a volume's next editor: "in: NELSON, Cary; GROSSBERG, Lawrence (Orgs.)"."""
    behind = string[first.end : clause.start].strip() == ";" and _OPENED_VOLUME.search(string, *first) is not None
    return behind and _NEXT_EDITOR.match(string, *clause) is not None


def _is_second_house(string: str, first: Span, clause: Span) -> bool:
    """Whether a clause behind a semicolon is another publisher: "Paris: Gallimard; Le Seuil, 1996"."""
    house = _TOWN_AND_HOUSE.search(string, *first) if _SECOND_HOUSE.match(string, *clause) else None
    return house is not None and house["town"].casefold() in PLACES and not _ANY_YEAR.search(string, *first)


def _is_rest_of_title(string: str, first: Span, clause: Span) -> bool:
    """Whether a clause is only words, after "Names: Title.": its subtitle, and the imprint is still to come."""
    return _TITLED.fullmatch(string, *first) is not None and _SUBTITLE.fullmatch(string, *clause) is not None


def _is_rest_of_work(string: str, first: Span, clause: Span) -> bool:
    """Whether a clause is an imprint, or a subtitle with one, after "Names: Title.": "Plauen: Neupert 1911, S. 88."."""
    return _TITLED.fullmatch(string, *first) is not None and _IMPRINT.fullmatch(string, *clause) is not None


def _is_titled_work(string: str, clause: Span) -> bool:
    """Whether a clause is a work of its own, "Names: Title, Town 1911", and no place with its house."""
    work = _TITLED_WORK.match(string, *clause)
    return work is not None and work["first"].casefold() not in PLACES


def _of_names(string: str, parts: Sequence[Span], k: int) -> int:
    """How many clauses the names take up that open a reference, parted by semicolons: "Berg, Anna; Lind, Otto: Rain"."""
    if not string[parts[k].end : parts[k].end + 2].lstrip().startswith(";") or not _INVERTED_NAME.fullmatch(string, *parts[k]):
        return 1
    for n in range(k + 1, min(k + _MOST_NAMES, len(parts))):
        if not _INVERTED_NAME.fullmatch(string, *parts[n]):
            opened = _INVERTED_NAME.match(string, *parts[n])
            return n - k + 1 if opened is not None and _NAMES_END.match(string, opened.end(), parts[n].end) else 1
    return 1


def _of_titled_names(string: str, parts: Sequence[Span], k: int, stressed: Sequence[Span]) -> int:
    """How many clauses are one reference of names, emphasised title and house: "Berg, Anna. *Rain*. Hill, 1998, p. 4."."""
    if k + 2 >= len(parts):
        return 1
    author = author_at(string, parts[k].start, parts[k + 1].end, listed=True)
    if author is None or author.end < parts[k].end - 1 or "," not in string[slice(*author.span)]:
        return 1
    titled = any(one.start == parts[k + 1].start for one in inside(stressed, parts[k + 1]))
    return 3 if titled and _HOUSE.fullmatch(string, *parts[k + 2]) else 1


def _of_dated_names(string: str, parts: Sequence[Span], k: int, author: Author | None, stressed: Sequence[Span]) -> int:
    """How many clauses are one reference that opens with names and a date: "Berg, A. (2015). On rain. *Weather*, 4(2), 3."."""
    if author is None or "," not in string[slice(*author.span)]:
        return 1
    if not _DATED_NAMES.match(string, author.span.end, parts[k].end):
        return 1
    used = 1
    for clause in parts[k + 1 : k + 5]:
        names = author_at(string, *clause)
        titled = used == 1 or any(one.start == clause.start for one in inside(stressed, clause))
        if used > 1 and _HOUSE.fullmatch(string, *clause):
            return used + 1
        if names is not None and not titled and not string[names.end : names.end + 1].isdigit():
            break
        if _DATED_NAMES.search(string, *clause):
            break
        if _SIGNAL.match(string, *clause) and not string.startswith("In ", clause.start):
            break
        used += 1
        if string[slice(*clause)].endswith(").") and used < 5:
            continue  # In A. Editor (Ed.), Title (pp. 3–9). House.
        if string[clause.end - 1].isdigit() or not string[: clause.end].endswith(_STOPS) or _NUMBERED.search(string, *clause):
            break
    return used


def _opens(string: str, clause: Span) -> bool:
    if re.match(r"[Ii]n[:\s]", string[slice(*clause)]):
        return False
    return bool(_SIGNAL.match(string, *clause)) or bool(SAME.match(string, *clause)) or author_at(string, *clause) is not None


def _after_signals(string: str, start: int, end: int) -> int:
    """Where a citation begins behind the words that lead to it."""
    while (signal := _SIGNAL.match(string, start, end)) is not None and not SAME.match(string, start, end):
        ahead = signal.end()
        if (
            ahead == start
            or signal[0].strip() in {"S.", "V.", "Cf", "In"}
            or (
                ahead < end
                and string[ahead].islower()
                and not _SIGNAL.match(string, ahead, end)
                and not SAME.match(string, ahead, end)
                and not _LEADS_TO_SAME.match(string, ahead, end)
            )
        ):
            break
        start = ahead
    return _after_comment(string, start, end)


def _after_comment(string: str, start: int, end: int) -> int:
    """Where names begin behind words that lead over to them; the start if it opens with names or no names follow."""
    same = _LEADS_TO_SAME.match(string, start, end)
    if same is not None:
        return same.end()
    leads = _LEADS.match(string, start, end)
    if leads is None or SAME.match(string, start, end) or author_at(string, start, end) is not None:
        return start
    return leads.end() if author_at(string, leads.end(), end) is not None else start


def _in_clause(string: str, clause: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Span]:
    """The citations in one clause: one that it is, one that a signal leads to, or author and date within a sentence."""
    start, end = _unbracketed(string, clause)
    start = _after_signals(string, start, end)
    dated = list(_dated_shorts(string, Span(start, end), quoted))
    if dated:
        yield from dated
        return
    opened = author_at(string, start, end) is not None or SAME.match(string, start, end) is not None
    held = inside(quoted, Span(start, end))
    signals = [
        inner
        for inner in _INNER_SIGNAL.finditer(string, start, end)
        if not _ROLE_BEFORE.search(string, max(start, inner.start() - 16), inner.start())
        and not any(q.start <= inner.start() < max(q.end, end if inner[0].startswith("in:") else 1) for q in held)
        and _may_follow(string, inner, end)
    ]
    if not opened and signals:
        start = signals[0].end()
        signals = signals[1:]
    cuts = [s for s in signals if _parts_two(string, s, start)]
    for first, last in zip([start, *(s.end() for s in cuts)], [*(s.start() for s in cuts), end], strict=True):
        piece = trimmed(string, first, last)
        if not opened:
            piece = announced(string, piece, quoted, stressed)
        for part in parted(string, piece, quoted, stressed):
            if part.length and evidence(string, part, quoted, stressed) >= ENOUGH:
                yield part
            else:
                yield from _bracketed(string, part, quoted, stressed)


def _may_follow(string: str, signal: re.Match[str], end: int) -> bool:
    """Whether a citation follows an inner signal: names or "ibid."."""
    return author_at(string, signal.end(), end) is not None or SAME.match(string, signal.end(), end) is not None


def _parts_two(string: str, signal: re.Match[str], start: int) -> bool:
    """Whether a signal inside a citation leads to a second one, as "quoted in" and ", see also" do."""
    before = string[start : signal.start()].rstrip()
    return bool(before) and before[-1] in ",.)–—" and signal[0].strip(" ,:") not in {"from", "bei", "by", "von", "in"}


def _unbracketed(string: str, clause: Span) -> Span:
    """A clause without the brackets around the whole of it."""
    start, end = clause
    if string[start] != "(":
        return clause
    depth = 0
    for at in range(start, end):
        depth += (string[at] == "(") - (string[at] == ")")
        if depth == 0:
            return trimmed(string, start + 1, at) if at >= end - 2 else clause
    return trimmed(string, start + 1, end)


def _dated_shorts(string: str, clause: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """Author and date, where the clause is made of them or pages or a signal make them sure."""
    if _ANY_YEAR.search(string, *clause) is None:
        return
    last = 0
    for match in DATED_SHORT.finditer(string, *clause):
        if not is_dated_short(match["names"]) or any(q.start <= match.start() < q.end for q in inside(quoted, clause)):
            continue
        opens = match.start() == clause.start
        follows = last and string[last : match.start()].strip(" ,;").casefold() in {"", *CONNECTING}
        after = string[match.end() : clause.end].lstrip(" .,;)")
        if (
            follows
            or (opens and (match["pin"] or not after or (after[0].islower() and not match["open"])))
            or (
                not opens
                and author_at(string, *clause) is None
                and ((match["pin"] and _is_pinned(match)) or (_led_to(string, match.start(), clause.start) and not after))
            )
        ):
            found = _balanced(string, match)
            last = match.end()
            yield found


def _is_pinned(match: re.Match[str]) -> bool:
    return "," not in match["names"] and len(match["names"].split()) <= 3


def _led_to(string: str, at: int, start: int) -> bool:
    """Whether a signal stands right before a place."""
    return any(signal.end() >= at for signal in _INNER_SIGNAL.finditer(string, max(start, at - 40), at + 1))


def _balanced(string: str, match: re.Match[str]) -> Span:
    """The match without a closing bracket that it did not open, and with the stop after it."""
    end = match.end()
    if string[end - 1] in ")]" and not match["open"]:
        end -= 1
    if string[end : end + 1] == ".":
        end += 1
    return Span(match.start(), end)


def _bracketed(string: str, clause: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Span]:
    """Citations in brackets within a sentence: (Report of the Committee (1971) ch. 9), (Kahn-Freund, id.)."""
    depth, opened = 0, 0
    for at in range(*clause):
        if string[at] == "(":
            opened = at if depth == 0 else opened
            depth += 1
        elif string[at] == ")" and depth:
            depth -= 1
            piece = trimmed(string, _after_signals(string, opened + 1, at), at)
            if depth == 0 and piece.length > 12 and evidence(string, piece, quoted, stressed) >= ENOUGH:
                yield piece
