"""What citations are made of besides names, titles and figures, in the languages of notes."""

from __future__ import annotations

PAGES = ("pp.", "p.", "pages", "page", "S.", "Seiten", "Seite", "Sp.", "pág.", "págs.", "pag.", "ss.")
VOLUME = ("vols.", "vol.", "Bde.", "Bd.", "Band", "t.", "tome", "tomo", "Jg.", "H.", "Heft", "no.", "nos.", "Nr.", "núm.", "n°", "nº", "fasc.")
PIN = ("chapters", "chapter", "chaps.", "chap.", "ch.", "thesis", "theses", "section", "sec.", "§", "Kap.", "Kapitel", "cap.", "part", "fol.", "line", "table")
EDITOR = ("edited by", "eds.", "ed.", "Hrsg. v.", "hrsg. von", "hrsg. v.", "Hrsg.", "Hg.", "hg. v.", "hg. von", "sous la dir. de", "éd.", "éds.", "a cura di", "coord.")
TRANSLATOR = ("translated by", "trans.", "transl.", "tr.", "übers. v.", "übers. von", "Übers.", "übers.", "trad. de", "trad.", "traducción de")
SAME_WORK = ("ibidem", "ibid.", "ibid", "ib.", "ebenda", "ebd.", "ibíd.", "op. cit.", "loc. cit.", "ob. cit.", "art. cit.", "a. a. O.", "a.a.O.")
SAME_AUTHOR = ("idem", "ídem", "eadem", "id.", "ders.", "dies.", "derselbe", "dieselbe", "le même")
SIGNALS = (
    "see also", "see, for example,", "see for example", "see e.g.", "see, e.g.,", "see especially", "but see", "see", "compare", "cf.", "e.g.,", "e.g.",
    "quoted in", "cited in", "reprinted in", "from", "siehe auch", "siehe", "s. auch", "vgl. auch", "vgl.", "s.", "so", "dazu", "dagegen", "anders",
    "voir aussi", "voir", "véase también", "véase", "ver", "cfr.", "si veda", "zit. nach", "zitiert nach", "apud", "in",
)
"""Words before a citation that say how it bears on the text."""
NO_DATE = ("n.d.", "o. J.", "o.J.", "s. d.", "s.d.", "s. f.", "s.f.", "forthcoming", "in press", "im Erscheinen")
PRESSES = ("press", "verlag", "publishers", "publishing", "books", "éditions", "editions", "editorial", "ediciones", "edizioni", "editora", "university", "routledge", "verso", "suhrkamp", "gallimard", "einaudi")
"""Words that the names of publishers hold, case-folded."""
