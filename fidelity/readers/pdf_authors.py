"""Who wrote a PDF's text and what it is called, as far as the fields of the file may be believed.

Whoever typed, scanned or set a text often stands there instead, or a program, or the name of a computer's account. A person is
believed to be named by two words or more that are written as names are, none of which a program, an office or a firm has;
a title is believed that the first pages print.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fidelity.language.affiliation_words import AFFILIATION

_PARTICLES = frozenset(
    "von van der den de del della dei di da do dos das du des la le les los las y e i zu zum zur ten ter af av bin "
    "ibn al el".split()
)
_WORD = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]+(?:[’'.-][^\W\d_]+)*\.?")
_NOBODY = frozenset(
    # programs
    "acrobat adobe chrome chromium distiller excel framemaker ghostscript hyperref illustrator indesign latex "
    "libreoffice mac macintosh microsoft office openoffice pagemaker pandoc pdf pdfmaker pdftex photoshop "
    "powerpoint publisher quark quarkxpress quartz skia tex windows word writer xetex "
    # machines and accounts
    "account admin administrador administrator administrateur benutzer canon client computer copier customer "
    "default dell desktop epson guest hewlett konica laptop lenovo minolta owner packard pc printer propietario "
    "root scan scanjet scanner system temp test unknown user usuario utente utilisateur workstation xerox ricoh "
    "anonymous author name none "
    # offices and firms
    "agency bureau co company compositor corp corporation department dept design designer druck ediciones editor "
    "editora editorial editrice edizioni éditions editions gmbh group gruppo imprimerie inc library limited llc ltd "
    "press prepress print printing production publications publishers publishing satz secretariat secretary "
    "services setter staff studio support team typesetter typesetting verlag "
    # parties, authorities, societies
    "alliance association associazione asociación assembly authority bank banque bibliothek bibliothèque biblioteca "
    "board books campaign chamber club coalition collective comité comitê committee commission comisión "
    "confederation conference congress consortium council editors embassy federation fédération fondation forum "
    "foundation fundación fundação gesellschaft government initiative international internationale kommission "
    "league liga ligue ministère ministerio ministerium ministry movement movimiento museum musée museo nations "
    "network office organisation organization parliament partei parti partido partito party project projekt "
    "redaction redaktion rédaction senate sindicato society sociedad sociedade società société stiftung syndicat "
    "task trust union verband verein watch workers working "
    # periodicals and series
    "bulletin gazette journal magazine news newspaper review revista revue rivista zeitschrift zeitung".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?\s?d|m\.?d|ii|iii|iv)\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*;\s*|\s+(?:and|und|et|&)\s+", re.IGNORECASE)
_MOST_WORDS = 6
_FIRST_PAGES = 6000
"""Characters of a transcript in which its title is printed."""
_SHORTEST_TITLE = 4


def credible_authors(field: str) -> tuple[str, ...]:
    """The persons that a field for the author names; none where one of them is nobody's name."""
    names: list[str] = []
    for one in filter(None, _BETWEEN.split(field.strip())):
        parts = list(_with_suffixes(one))
        several = len(parts) > 1 and all(map(_is_person, parts))
        names += parts if several else [", ".join(parts)]
    if not names or not all(map(_is_person, names)):
        return ()
    return tuple(dict.fromkeys(names))


def credible_title(field: str, transcript: str) -> str:
    """A field for the title, where the first pages print it, else nothing."""
    title = " ".join(field.split())
    letters = _letters(title)
    return title if len(letters) >= _SHORTEST_TITLE and letters in _letters(transcript[:_FIRST_PAGES]) else ""


def _with_suffixes(names: str) -> Iterator[str]:
    """The parts between commas, "Jr." with the part before it."""
    held = ""
    for part in filter(None, (part.strip() for part in names.split(","))):
        if held and _SUFFIX.fullmatch(part):
            held = f"{held} {part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _is_person(name: str) -> bool:
    """Whether a name is a person's, "Karl Marx" or "Marx, Karl": two words or more, each as names are written."""
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= _MOST_WORDS or name.count(",") > 1:
        return False
    if (
        AFFILIATION.search(name)
        or not all(_WORD.fullmatch(word) for word in words)
        or any(word.casefold().strip(".") in _NOBODY for word in words)
    ):
        return False
    plain = [word for word in words if word.casefold() not in _PARTICLES]
    return all(word[0].isupper() for word in plain) and any(len(word.strip(".")) > 1 for word in plain) and len(plain) > 1


def _letters(string: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", string).casefold()))
