"""Pairs of spellings that say the same: verbs in -ise or -ize with everything formed from them.

Only stems of which both spellings are in good use are listed, so that *exercise*, *advise*, *prise* and *prize*, *size* or
*seize* never count as pairs. -yse and -yze are not -ise and -ize and are left out. Source of the principle: the Oxford
English Dictionary's note on the suffix -ize; the list was made for this project.
"""

from __future__ import annotations

from functools import lru_cache

from fidelity.model.late_pattern import late_pattern

_STEMS = frozenset(
    """
    academic acclimat actual aesthetic agglutin agon alcohol alkal allegor alphabet alumin american anaesthet analog anarch
    anathemat anglic animal anonym antagon anthropomorph antic aphor apolog apostroph appet arab arbitr aristocrat aromat
    asept atom attitudin author autom autonom axiomat balkan banal baptis barbar bastard bolshev botan bourgeois bowdler
    brutal bureaucrat burglar canal cannibal canon capital caramel carbon cartel catalogu catech categor catheter caustic
    cauter central channel character charismat chemic christian chronic cicatr circular civic civil class classic climat
    collateral collectiv colloqu colon color commercial commod common commun communal compartmental computer conceptual
    concret constitutional container contempor contextual contractual conventional cosmopolitan creol criminal critic
    crystal crystall cultural custom cyclic cynic decimal democrat demon deodor deput desensit despot dialect dialectic
    dichotom digit digital divin dogmat dollar domestic dramat dynam dysfunctional ebon econom ecumenic editorial effemin
    egal elastic electrolyt electron emblemat emotional empath emphas empiric energ enigmat epicur epigrammat epitom equal
    erotic essential etern ether etymolog eulog euphem euphon european evangel exorc extempor external factional factor
    familiar fanatic fantas federal femin fertil fetish feudal fictional final focal folklor formal formul fossil fractional
    fratern french frivol function functional galvan gaol gender gener general geometr german ghetto glamor glamour global
    gormand gourmand harmon hebra hegemon hellen herbor hero heroic hispan histor historic homogen homolog hospital human
    hybrid hydrogen hygien hypnot hypostat hypothes hysteric ideal ideolog idiomat idol illegal immobil immort immortal
    immun imperial imperson impersonal incentiv indemn indigen individual industrial infantil inferior initial insensit
    institutional instrumental insular integral intellectual intern internal international inton ion iron islam isol italian
    italic item jargon jeopard journal juda jurisdictional juvenil label labial latin league legal legitim liberal libid
    lion liquid literal lithograph lobotom local logic luther lyric macadam machin magnet major marginal market martial
    martyr marxist masculin material matern maxim mechan medical melodramat memor memorial mercer mesmer metabol metal
    metall metallic metamorphos metaphor metaphys method metric militar mineral miniatur minim ministerial mobil model
    modern modular monarch monet monetar mongrel monopol monument moral mortal motor multicultural municip municipal museum
    music myst myth mytholog narcot narrativ nasal national natural nebul neoliberal neolog neutral nitrogen nomad nomin
    nominal normal normat novel nuclear objectiv obsess official opal operational optim oral organ orient oriental ostrac
    overcapital overemphas oxid ozon pagan palatal palet panegyr parabol paragraph parallel parametr parasit parcel
    parenthes particular passiv pasteur patern patholog patron pauper pearl pedestal pedestrian penal penalit perenn period
    periodiz peripheral permanent permissiv personal phenomenal philosoph phosphor photograph physical pictorial pidgin
    pilgrim plagiar plastic platin platitudin platon plural pluralist poet poetic polar polemic polit politic pollin polymer
    popular pornograph possessiv posterior potent potential practical pragmat prior priorit privat problemat professional
    prolet proletarian prologu propagand propert proselyt proteol protestant proverbial provincial psalmod psychoanal
    psycholog psychopath public pulver puritan pyrol quant racial radical random rational real recogn regional regular
    relational relativ republican resin revital revolution rhapsod rigid ritual robot roman romantic routin rubber rural
    russian sabbath sacral sacrament sanct sanit satir scandal scept schemat schismat scholastic scrupul scrutin sectarian
    sectional secular segment semant sensational sensit sensual sentimental serial sermon sexual signal simon singular
    skeleton slogan social sodom solem solemn soliloqu somat sonnet sovereign soviet spatial special specif spiritual
    sponsor stabil stalin standard stellar steril stigmat stoic structural styl stylis subjectiv sublim subsid substantiv
    suburban summar syllab syllog symbol symmetr sympath synchron syncop syndic synthes system systemat tailor tantal tartar
    tautolog technocrat technolog temperament tempor temporal tender tenur terminolog territorial terror teuton textual
    texture theater theatrical thematic theolog theor theosoph titan token topical total tradition traditional tranquil
    trauma traumat travest trench trial tribal tribunal trivial tropical tunnel tyrann ultim uniform union univers universal
    urban util utop vandal vapor vector verbal vernacular victim villag virtual visual vital vitamin vitriol vocal
    vocational volatil vulcan vulgar weapon western winter woman zion zonal
    """.split()
)

_PREFIXES = (
    "",
    "re",
    "de",
    "un",
    "dis",
    "over",
    "under",
    "non",
    "mis",
    "co",
    "pre",
    "inter",
    "trans",
    "anti",
    "self",
    "sub",
    "hyper",
)

_ENDING = late_pattern(
    r"(?P<stem>[a-z]{2,})i(?P<letter>[sz])"
    r"(?:e|es|ed|edly|er|ers|ing|ings|ingly|able|ably|ability|abilities|ation|ations|ational|ationally|ationist|ationists|ement|ements)$"
)


@lru_cache(maxsize=65536)
def with_s(word: str) -> str:
    """The word with its -iz- as -is- where that is a pair of spellings, case kept; else the word itself."""
    if "z" not in word and "Z" not in word:
        return word
    match = _ENDING.match(word.lower())
    if match is None or match["letter"] != "z" or len(match.string) != len(word):
        return word
    if not _is_stem(match["stem"]):
        return word
    at = match.start("letter")
    return word[:at] + ("S" if word[at] == "Z" else "s") + word[at + 1 :]


def is_pair(one: str, two: str) -> bool:
    """Whether two different words are the -ise and -ize spellings of one word."""
    return one != two and with_s(one) == with_s(two)


def _is_stem(stem: str) -> bool:
    return any(stem.startswith(prefix) and stem[len(prefix) :] in _STEMS for prefix in _PREFIXES)
