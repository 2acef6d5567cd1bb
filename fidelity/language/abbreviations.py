"""Abbreviations whose full stop ends no sentence."""

from __future__ import annotations

ABBREVIATIONS = frozenset(
    # English
    "mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt e.g i.e cf vol vols no nos ed eds trans tr p "
    "pp ch chap chaps fig figs "
    "art sec secs par para n nn fn fol fols ms mss et al ibid id op cit loc viz vs etc esp approx c ca fl "
    "b d r u.s u.k dept univ "
    "assn co corp inc ltd bros jan feb mar apr jun jul aug sep sept oct nov dec repr rev suppl ser intro pref app bk pt pts "
    # German
    "z.b d.h u.a usw bzw vgl s f ff bd bde hrsg hg jg nr anm abs abb aufl ebd verf übers a.a.o o.j o.o "
    "str dgl sog ggf evtl zit dr "
    # French, Spanish, Italian, Portuguese
    "m mm mme mlle éd dir coll t trad sq sqq ss pág págs núm art cap caps lib coord comp sra ud uds cfr "
    "fasc sig dott on pag num "
    "org orgs dra doc".split()
)
"""Lower case, without the last stop."""


def ends_no_sentence(word: str) -> bool:
    """Whether a full stop after this word is an abbreviation's or an initial's."""
    folded = word.lower().rstrip(".")
    return folded in ABBREVIATIONS or (len(folded) == 1 and folded.isalpha())
