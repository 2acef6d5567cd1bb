"""What is known of hyphens: prefixes that take one, and words after which a hyphen is suspended."""

from __future__ import annotations

PREFIXES = frozenset(
    # English
    "all anti co counter cross ex extra half high ill infra inter intra low mega mid mini multi neo non off over post pre pro "
    "pseudo quasi self semi so sub super trans ultra un under well twentieth nineteenth eighteenth seventeenth sixteenth "
    "twenty thirty forty fifty sixty seventy eighty ninety vice world year point "
    # French, German, Spanish, Italian, Portuguese
    "après arrière avant grand demi ex mi néo non nord ouest outre post sous sud vice deutsch englisch französisch "
    "nicht ost süd west "
    "pós pré pró recém além sem".split()
)
"""First halves, in lower case, that are written with a hyphen before another word, always or often."""

SUSPENDED_BEFORE = {
    "de": frozenset("und oder bzw sowie bis als wie".split()),
    "en": frozenset("and or to as but rather through".split()),
    "es": frozenset("y o e u".split()),
    "fr": frozenset("et ou".split()),
    "it": frozenset("e o ed".split()),
    "nl": frozenset("en of".split()),
    "pt": frozenset("e ou".split()),
    "sv": frozenset("och eller".split()),
    None: frozenset("und oder and or et ou och og".split()),
}
"""Words, by language, before which a word's hyphen stands for its second half: "Ein- und Ausfuhr", "two- to three-year"."""

PAIRED = {"entweder": frozenset({"oder"}), "sowohl": frozenset({"als"}), "weder": frozenset({"noch"})}
"""Words that a hyphen joins to the second of their pair: the Entweder-oder suspends nothing."""

NAMES_BEGIN = frozenset({"Mac", "Mc"})
"""What begins a name that has a capital inside."""

TYPED_DASHES = frozenset({"es"})
"""Languages whose typed texts have a hyphen for the dash of dialogue and incises: "-No -dijo-"."""

FRENCH_COMPOUNDS = {
    "peut": frozenset({"être"}),
    "là": frozenset("bas haut dessus dessous dedans".split()),
    "ci": frozenset("dessus dessous après contre joint".split()),
    "au": frozenset("delà dessus dessous devant dedans dehors".split()),
    "par": frozenset("delà dessus dessous devant".split()),
    "à": frozenset({"dire", "vis"}),
    "est": frozenset({"à"}),
    "quelques": frozenset({"uns", "unes"}),
}
"""French first halves and the second halves that a hyphen joins to them."""

CLOSED_COMPOUNDS = frozenset({"de", "nl", "es", "it"})
"""Languages that write a new compound as one word, or have few compounds."""

HYPHENATED_PREFIXES = frozenset({"co", "self", "well"})
"""Those before which a word of five letters or more keeps a hyphen even if a dictionary has both in one piece."""

CLOSED_PREFIXES = {
    "en": frozenset("dis fore im inter ir mis out trans un".split()),
    "fr": frozenset("dé en em inter pour re sur".split()),
    "pt": frozenset("contra des entre inter multi por re sobre sub super trans".split()),
}
"""By language, the prefixes that are written in one piece with a word; "in" and "over" stand before hyphens, too."""

JOINED_ALONE = {
    "es": frozenset(
        "antes audio centro chupa ciclo contra cuenta entre extra fuera guarda icono inter lanza limpia lista "
        "listas macro mente micro miento monte multi nacional parte petro porta radio salva sobre socio super "
        "tercer trans ultra video villa".split()
    ),
    "it": frozenset(
        "alto anti auto basso bene capo casa centro contra contro croce dopo extra fondo foto guarda inter mala male mano "
        "mente menti mezza mezzo mini monte multi oltre palla para passa piano ponte porta porto retro salva senza sopra "
        "sotto sovra "
        "stra super tele terra tras tutto ultra vice villa".split()
    ),
}
"""By language, common words that begin or end words in one piece: a compound of two other nouns has a hyphen or is known."""

ALWAYS_PARTED = frozenset("além ex grã grão pós pré pró recém sem vice".split())
"""Portuguese first halves that always have a hyphen."""

VOWEL_KEPT = {"fr": frozenset("contre entre".split())}
"""By language, prefixes in -e that lose it before an e where they make one word: contrescarpe, but contre-escarpe."""

EITHER_WAY = frozenset(
    # English, French, German
    "anti arch auto bi by co contre counter ex extra hyper infra inter macro mega meta micro mid mini mono multi neo néo non "
    "outre poly post pre pré pro proto pseudo quasi re self semi socio sub super supra trans ultra vice "
    # Spanish, Italian, Portuguese
    "bien contra filo maxi ante pós sobre sócio "
    # peoples
    "afro anglo austro euro franco gallo germano greco gréco hispano ibero indo ítalo italo judeo judéo luso sino slavo "
    "turco".split()
)
"""First halves, in lower case, that stand before a word with a hyphen or without, as a writer or his time has it."""

CLOSED_IF_KNOWN = {"en": frozenset("be over post under up".split())}
"""By language, those that are written in one piece with a word where a dictionary has it so, however rare: overshot."""

ADJECTIVES_JOINED = frozenset(
    "deutsch englisch französisch italienisch spanisch russisch polnisch österreichisch preußisch griechisch lateinisch "
    "jüdisch christlich politisch sozial wissenschaftlich historisch philosophisch franco anglo italo hispano "
    "germano judéo judeo gréco greco socio "
    "duits engels frans grieks nederlands politiek rooms russisch sociaal spaans".split()
)
"""First halves that join another adjective with a hyphen: deutsch-französisch, franco-allemand."""

SUFFIXES = frozenset(
    "ment ments tion tions sion sions ness able ible ably ibly ance ances ence ences ing ings ally ity ities ism isms ist ists "
    "ous ously ive ively ful fully less lessly mente ción ciones sión siones dad dades miento mientos ung ungen keit keiten "
    "heit heiten lich liche lichen isch ische ischen schaft schaften eur eurs euse zione zioni mento menti ção ções".split()
)
"""Endings that are no second half of a compound, though some are words."""

SUFFIXES_OF = {
    "en": frozenset("age ages ary ative est ers hood hoods ical ory ship ships some ward wards".split()),
    "fr": frozenset("raient rai rais rait ras rez riez rions ront".split()),
}
"""By language, endings that are words of another one, or rare words."""

ARTICLES = {
    "en": frozenset("a an the".split()),
    "fr": frozenset("au aux ce cet cette des du la le les un une".split()),
    "pt": frozenset("a ao as da do o os um uma".split()),
}
"""By language, words before a title and not before a name; French ones with a preposition in them."""

COLOURS = frozenset("schwarz weiß rot gold gelb blau grün grau braun".split())
"""German colours, two of which a hyphen joins: schwarz-weiß."""

VOWELS_READ_AS_ONE = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu".split())
"""Dutch vowels that a hyphen parts where two words of a compound meet in them: zee-egel, auto-ongeluk."""

DUTCH_BEFORE_HYPHENS = frozenset(
    "adjunct assistent directeur ex kandidaat leerling minister niet non oud secretaris vice".split()
)
"""Dutch first halves, of titles and negations, that a hyphen joins to a word."""

PARTICLES = frozenset("by in on up".split())
"""What a hyphen joins to an English doer in -er: looker-on, runner-up."""

PEOPLE = frozenset("man men woman women".split())
"""Second halves that make one word with the name of a country: Englishmen."""

ELISIONS = ("d’", "l’", "d'", "l'")
"""What no French word goes on with behind a line end, only a compound: chef-d’œuvre."""
WORDS_WITH_ELISION = frozenset({"aujourd’hui", "aujourd'hui", "prud’homme", "prud’hommes", "prud’hommal"})
"""French words that do."""

OLDER_FORMS = frozenset("daß muß mußte mußten wußte wußten läßt bißchen gewiß schloß fluß bewußt müßte".split())
NEWER_FORMS = frozenset(
    "dass muss musste mussten wusste wussten lässt bisschen gewiss schloss fluss bewusst bewusstsein müsste".split()
)
"""Frequent German words as written before the reform of 1996, and since."""

REPEATED_HYPHEN = frozenset({"es", "pt", "pl", "cs"})
"""Languages that set the hyphen of a compound again at the beginning of the next line."""
