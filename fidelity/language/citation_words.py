"""What citations are made of besides names, titles and figures, in the languages of notes."""

from __future__ import annotations

PAGES = (
    *("pp.", "pp", "p.", "p", "pages", "page", "Pp.", "P.", "pgs.", "S.", "Seiten", "Seite", "Sp.", "Spalte"),
    *("pág.", "págs.", "pag.", "pagg.", "págs", "pág", "ss.", "bl.", "Bl.", "fol.", "fols.", "ff.", "c.", "cc."),
)
"""Before page, column and folio numbers."""
FOLLOWING = ("ff.", "ff", "f.", "f", "sqq.", "sq.", "ss.", "et seq.", "e ss.", "y ss.", "et suiv.")
"""After a page number: and those that follow."""
VOLUME = (
    *(
        "Volume",
        "volume",
        "vols.",
        "vol.",
        "Vols.",
        "Vol.",
        "Bde.",
        "Bd.",
        "Band",
        "t.",
        "T.",
        "tome",
        "tomo",
        "Jg.",
        "Jahrgang",
    ),
    *("v.", "VOL.", "tom.", "Teil", "vol", "vols", "Vol"),
)
ISSUE = (
    *("no.", "nos.", "No.", "Nos.", "Nr.", "nr.", "núm.", "n°", "nº", "nᵒ", "n.º", "Heft", "H.", "fasc.", "issue", "Issue"),
    *("num.", "no", "iss.", "n.°"),
)
"""Before the number of an issue."""
CHAPTER = ("chapters", "chapter", "chaps.", "chap.", "ch.", "Kap.", "Kapitel", "capítulo", "cap.", "chapitre")
PIN = (
    *CHAPTER,
    *("thesis", "theses", "section", "sec.", "§", "part", "line", "table", "para.", "para", "paras.", "Rn.", "Rdnr.", "Abs."),
    *("Tabelle", "art.", "Art."),
)
"""Before the number of a part of a work."""
EDITOR = (
    *("edited by", "Edited by", "eds.", "ed. by", "ed.", "Ed. by", "Ed.", "Eds."),
    *("Hrsg. von", "Hrsg. v.", "hrsg. von", "hrsg. v.", "herausgegeben von", "Hrsg.", "Hg. v.", "Hg. von", "Hg.", "hg. v."),
    *("édité par", "éditée par", "édités par", "éditées par", "dirigé par", "présenté par", "établi par"),
    *("hg. von", "sous la direction de", "sous la dir. de", "dir. par", "éd. par", "éds.", "éd.", "dir."),
    *(
        "a cura di",
        "a c. di",
        "a cura del",
        "curato da",
        "coordinado por",
        "coord. por",
        "coord.",
        "coords.",
        "edición de",
        "editado por",
    ),
    *("ed. de", "a cura de", "compilado por", "comp."),
)
"""Before the name of an editor."""
EDITOR_AFTER = (
    *("eds.", "ed.", "Eds.", "Ed.", "editors", "editor", "Hrsg.", "Hg.", "Hgg.", "hrsg.", "éds.", "éd.", "dir.", "dirs."),
    *(
        "a cura di",
        "coords.",
        "coord.",
        "comps.",
        "comp.",
        "org.",
        "orgs.",
        "Org.",
        "Orgs.",
        "curatore",
        "Herausgeber",
        "eds",
        "ed",
        "Hrsg",
        "Hg",
    ),
)
"""After the name of an editor, often in brackets."""
TRANSLATOR = (
    *("translated by", "Translated by", "trans. by", "trans.", "Trans. by", "Trans.", "transl. by", "transl.", "tr. by", "tr."),
    *("translated and revised by", "translated from the Spanish by", "translated from the French by"),
    *(
        "translated from the German by",
        "translated from the Italian by",
        "übersetzt von",
        "übers. v.",
        "übers. von",
        "Übers. v.",
    ),
    *("Übers. von", "aus dem Englischen von", "aus dem Französischen von", "Übers.", "übers.", "traduit par", "trad. par"),
    *("trad. fr. par", "trad. fr. de", "trad. fr.", "trad. it. di", "trad. it.", "tr. it. di", "trad. esp. de", "trad. esp."),
    *(
        "trad. ingl. di",
        "trad. ingl.",
        "trad. cast. de",
        "trad. port. de",
        "trad. angl. de",
        "tradução de",
        "dt. von",
        "dt. v.",
    ),
    *("trad. de", "trad. di", "traduzione di", "tradotto da", "traducción de", "traducido por", "trad."),
)
"""Before the name of a translator."""
EDITION = (
    *("edition", "edn", "edn.", "ed.", "Aufl.", "Auflage", "éd.", "édition", "ed", "edición", "edizione", "ediz."),
    *("rev. ed.", "Rev. ed.", "2. Aufl."),
)
"""After the number of an edition."""
SAME_PLACE = (
    *("ibidem", "ibid.", "ibid", "ib.", "ebenda", "ebd.", "ebda.", "ibíd.", "ibídem", "ivi", "id.", "loc. cit."),
    *("ebd",),
)
"""The work last cited."""
SAME_WORK = (
    *SAME_PLACE,
    *("op. cit.", "op.cit.", "ob. cit.", "art. cit.", "a. a. O.", "a.a.O.", "opus citatum", "supra", "op. ult. cit."),
)
SAME_AUTHOR = ("idem", "ídem", "eadem", "id.", "ders.", "dies.", "derselbe", "dieselbe", "le même", "la même")
CITED = (
    "op. cit.",
    "op.cit.",
    "ob. cit.",
    "art. cit.",
    "loc. cit.",
    "a. a. O.",
    "a.a.O.",
    "cit.",
    "supra",
    "(wie Anm.",
    "wie Anm.",
)
"""After an author: the work of theirs that was cited."""
SIGNALS = (
    *("see also", "see, for example,", "see for example", "see e.g.", "see, e.g.,", "see especially", "see generally"),
    *("see, further,", "see further", "see, also,", "see in particular", "see esp.", "see now", "see, generally,"),
    *("but see", "and see", "see", "compare", "contrast", "cf.", "cf", "e.g.,", "e.g.", "for example,", "also"),
    *("quoted in", "cited in", "reprinted in", "from", "as cited in", "quoted by", "qtd. in"),
    *("siehe auch", "siehe dazu", "siehe", "s. auch", "s. a.", "vgl. auch", "vgl. dazu", "vgl. etwa", "vgl. hierzu", "vgl."),
    *(
        "s.",
        "so auch",
        "so",
        "dazu",
        "hierzu",
        "dagegen",
        "anders",
        "ebenso",
        "ähnlich",
        "insbesondere",
        "etwa",
        "zum Beispiel",
    ),
    *("voir aussi", "voir par exemple", "voir", "v. aussi", "véase también", "véase", "véanse", "ver", "cfr.", "cfr"),
    *("si veda", "si vedano", "vedi", "v. anche", "per esempio", "cf. aussi", "cf. également"),
    *("zit. nach", "zitiert nach", "zit. n.", "zit. in", "cité par", "cité dans", "citado en", "citado por", "cit. in", "apud"),
    *("in",),
)
"""Words before a citation that say how it bears on the text."""
OTHERS = ("et al.", "et al", "u. a.", "u.a.", "y otros", "e altri", "and others", "et alii")
"""After the first of several authors: and the rest."""
QUOTED_IN = (
    *("quoted in", "cited in", "as cited in", "quoted by", "qtd. in", "zit. nach", "zitiert nach", "zit. n.", "zit. in"),
    *("cité par", "cité dans", "citado en", "citado por", "citato in", "cit. in", "apud"),
)
"""Between a work and the one it was taken from."""
TAKEN_FROM = (
    *QUOTED_IN,
    "reprinted in",
    "from",
    "in",
    "aus",
    "nach",
    "so",
    "tiré de",
    "dans",
    "tomado de",
    "en",
    "da",
    "tratto da",
)
"""Before a citation behind a quotation: the words stand there. Every other signal may only compare them."""
NO_DATE = (
    *("n.d.", "n. d.", "o. J.", "o.J.", "s. d.", "s.d.", "s. f.", "s.f.", "s. a.", "s.a."),
    *("forthcoming", "in press", "im Erscheinen", "in Vorbereitung", "à paraître", "en prensa", "in corso di stampa"),
)
UNPRINTED = frozenset(
    "undated manuscript manuscripts ms mss typescript unpublished mimeo archive archives papers "
    "undatiert manuskript handschrift hs typoskript unveröffentlicht unveröffentlichtes archiv nachlass nachlaß "
    "manuscrit manuscrits tapuscrit inédit fonds manuscrito mecanografiado inédito archivo fondo "
    "manoscritto dattiloscritto inedito archivio inédita arquivo datilografado".split()
)
"""Words of references to what was never printed, or to what bears no date."""
CONSULTED = (
    *("accessed on", "accessed", "last accessed", "retrieved", "visited", "last visited", "consulted"),
    *("zuletzt eingesehen", "zuletzt abgerufen am", "zuletzt abgerufen", "eingesehen", "abgerufen am", "abgerufen"),
    *("fecha de consulta", "consulta", "letzter Zugriff am", "letzter Zugriff", "Zugriff am", "aufgerufen am"),
    *("zuletzt besucht", "Zugriff", "Stand", "consulté le", "consultado el", "consultada el", "consultado"),
    *(
        "consultada",
        "acceso",
        "consultato il",
        "consultato",
        "ultimo accesso",
        "acesso em",
        "geraadpleegd",
        "page consultée le",
    ),
)
"""What stands before the day on which a web address was looked up."""
NOTE_WORDS = (
    *("footnotes", "footnote", "endnotes", "endnote", "notes", "note", "nn.", "n.", "fnn.", "fn.", "Fn.", "FN", "Anmerkungen"),
    *("Anmerkung", "Anm.", "Fußnote", "Fussnote", "N.", "notas", "nota", "nt."),
)
"""Before the number of a note."""
BODIES = (
    *("ministry", "committee", "commission", "council", "institute", "institution", "association", "society", "department"),
    *("office", "bureau", "agency", "organization", "organisation", "university", "bank", "government", "party", "union"),
    *("board", "foundation", "court", "parliament", "collective", "network", "group", "fund", "nations", "congress"),
    *("ministerium", "bundesamt", "ausschuss", "ausschuß", "kommission", "institut", "verein", "vereinigung", "gesellschaft"),
    *("bundesministerium", "verband", "landesamt", "stiftung", "akademie", "ministère", "comité", "conseil", "institution"),
    *("association", "société", "ministerio", "comisión", "consejo", "instituto", "asociación", "sociedad", "banco"),
    *("ministero", "comitato", "commissione", "consiglio", "istituto", "associazione", "società", "accademia", "centro"),
)
"""Words, case-folded, that the name of a body has and a person's has not."""
PERIODICALS = (
    *(
        "gazette",
        "gazeta",
        "gaceta",
        "gazzetta",
        "journal",
        "tribune",
        "chronicle",
        "courier",
        "telegraph",
        "times",
        "quarterly",
    ),
    *("review", "magazine", "newsletter", "bulletin", "zeitung", "tageblatt", "anzeiger", "zeitschrift", "jahrbuch", "revue"),
    *("rivista", "revista", "annales", "annals", "annali", "anales"),
)
"""Words, case-folded, that the name of a newspaper or journal begins or ends with and a person's does not."""
COLLECTIONS = (
    *("letters", "papers", "diaries", "writings", "works", "essays", "briefe", "werke", "schriften", "tagebücher", "lettres"),
    *("œuvres", "oeuvres", "écrits", "lettere", "opere", "scritti", "cartas", "obras", "escritos", "collected", "gesammelte"),
)
"""Words, case-folded, that the title of an author's letters or works begins or ends with and a person's name does not."""
LEADING = (
    *("against", "contra", "differently", "similarly", "otherwise", "and", "but", "on", "for", "anders", "ähnlich", "ebenso"),
    *("dagegen", "gegen", "kritisch", "so", "und", "aber", "zu", "contre", "autrement", "sur", "et", "mais", "contro", "su"),
    *("diversamente", "pero", "sobre", "see", "vgl.", "siehe", "voir", "y", "e", "también", "anche", "aussi", "auch", "sowie"),
)
"""First words, case-folded, of a comment that leads over to a citation: "Against this see", "Anders urteilt"."""
CONNECTING = (
    *(
        "and",
        "with",
        "or",
        "but",
        "und",
        "sowie",
        "mit",
        "aber",
        "et",
        "avec",
        "ou",
        "ainsi que",
        "y",
        "e",
        "con",
        "o",
        "ed",
        "ma",
    ),
)
"""Between two citations of one sentence."""
LEADING_VERBS = (
    *(
        "is",
        "are",
        "was",
        "remains",
        "remain",
        "in",
        "by",
        "bei",
        "ist",
        "sind",
        "bleibt",
        "est",
        "sont",
        "par",
        "chez",
        "dans",
    ),
    *("es", "son", "en", "por", "è", "sono", "da", "nel"),
)
"""Last words of a comment that leads to a citation: "The best account is", "The figures are in"."""
ARCHIVES = ("archives", "archive", "archiv", "archivio", "archivo", "arquivo", "record office", "records office")
"""What the name of a place that keeps records holds, case-folded, also as the end of a longer word."""
