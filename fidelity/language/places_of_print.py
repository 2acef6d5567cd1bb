"""Towns where books were and are printed, in the forms in which the languages of notes write them."""

from __future__ import annotations

PLACES = frozenset(
    # English-speaking countries
    "london|oxford|cambridge|edinburgh|glasgow|manchester|liverpool|leeds|bristol|birmingham|dublin|belfast|cardiff|aldershot|"
    "farnham|harmondsworth|basingstoke|houndmills|brighton|york|exeter|durham|new york|new york city|boston|chicago|"
    "philadelphia|washington|washington, d.c|baltimore|princeton|new haven|ithaca|berkeley|los angeles|stanford|"
    "san francisco|san diego|minneapolis|ann arbor|durham, nc|chapel hill|bloomington|madison|urbana|austin|"
    "cambridge, mass|cambridge, ma|cambridge, massachusetts|englewood cliffs|garden city|hoboken|lanham|westport|"
    "boulder|albany|notre dame|athens|nashville|new brunswick|newark|thousand oaks|newbury park|beverly hills|"
    "hillsdale|mahwah|malden|toronto|montreal|montréal|vancouver|ottawa|sydney|melbourne|auckland|wellington|"
    "cape town|johannesburg|new delhi|delhi|bombay|calcutta|hong kong|singapore|"
    # German-speaking countries
    "berlin|münchen|munich|monaco di baviera|hamburg|köln|cologne|colonia|frankfurt|frankfurt am main|frankfurt a. m|"
    "frankfurt a.m|frankfurt/main|frankfurt/m|frankfurt a.main|francoforte|stuttgart|leipzig|lipsia|dresden|göttingen|"
    "gottingen|heidelberg|tübingen|freiburg|freiburg im breisgau|freiburg i. br|freiburg i.br|mannheim|mainz|marburg|"
    "münster|bonn|bremen|hannover|kiel|jena|weimar|halle|darmstadt|neuwied|opladen|wiesbaden|düsseldorf|nürnberg|"
    "augsburg|würzburg|regensburg|karlsruhe|baden-baden|braunschweig|gütersloh|paderborn|bielefeld|essen|bochum|"
    "königsberg|breslau|hildesheim|aalen|graz|wien|vienna|vienne|viena|innsbruck|salzburg|zürich|zurich|zurigo|basel|"
    "basilea|bâle|bern|berna|genf|genève|geneva|ginevra|lausanne|fribourg|"
    # France, Belgium, the Netherlands
    "paris|parigi|parís|lyon|lione|marseille|toulouse|bordeaux|grenoble|strasbourg|rennes|lille|nantes|rouen|"
    "aix-en-provence|montpellier|dijon|tours|poitiers|arles|la haye|den haag|the hague|l’aia|bruxelles|brussels|brussel|"
    "brüssel|bruselas|louvain|leuven|louvain-la-neuve|gand|gent|ghent|anvers|antwerpen|antwerp|amsterdam|leiden|leyden|"
    "rotterdam|utrecht|groningen|dordrecht|nijmegen|turnhout|"
    # Spain, Portugal, Latin America
    "madrid|barcelona|valencia|sevilla|salamanca|granada|zaragoza|bilbao|santiago de compostela|lisboa|lisbon|lisbonne|"
    "lisbona|coimbra|porto|méxico|mexico|méxico, d.f|ciudad de méxico|mexico city|buenos aires|santiago|santiago de chile|"
    "bogotá|caracas|lima|quito|la paz|montevideo|la habana|havana|san josé|são paulo|sao paulo|rio de janeiro|"
    "belo horizonte|brasília|"
    # Italy
    "roma|rome|rom|romae|milano|milan|mailand|mediolani|venezia|venice|venedig|venise|venetia|venetiis|vinegia|firenze|"
    "florence|florenz|florentiae|torino|turin|napoli|naples|neapel|bologna|bononiae|padova|padua|patavii|vicenza|verona|"
    "treviso|udine|trieste|trento|brescia|bergamo|mantova|modena|parma|ferrara|ravenna|pisa|siena|lucca|perugia|genova|"
    "genoa|palermo|catania|messina|bari|cagliari|pavia|cremona|rovigo|belluno|feltre|bassano|bassano del grappa|chioggia|"
    "murano|ancona|urbino|macerata|spoleto|città del vaticano|vatican city|soveria mannelli|sala bolognese|cittadella|"
    # elsewhere
    "stockholm|uppsala|lund|københavn|copenhagen|kopenhagen|copenaghen|oslo|bergen|helsinki|warszawa|warsaw|warschau|"
    "kraków|krakow|praha|prague|prag|praga|budapest|bucurești|bucharest|sofia|beograd|belgrade|zagreb|ljubljana|"
    "moskva|moscow|moskau|mosca|moscou|leningrad|st. petersburg|petersburg|saint petersburg|kiev|kyiv|athina|atene|"
    "thessaloniki|istanbul|ankara|costantinopoli|constantinople|jerusalem|tel aviv|beirut|cairo|tokyo|kyoto|beijing|"
    "peking|shanghai|seoul|dubrovnik|ragusa|zara|spalato|"
    "londra|londres|nueva york|nuova york|filadelfia|chur|vaduz|luxembourg".split("|")
)
"""Case-folded, without the last stop."""

PUBLISHING_WORDS = frozenset(
    "press presses publishing publishers publications books verlag verlagsanstalt verlagsgesellschaft éditions editions "
    "éditeur editore editori editrice edizioni ediciones editorial editora tipografia tipografie typis stamperia appresso "
    "imprimerie imprenta libreria librairie presse university-press & sons bros brothers hall ltd inc co company gmbh "
    "wissenschaftszentrum universitätsverlag buchverlag buchhandlung druckerei".split()
)
"""Words, case-folded, that a publisher's name has and a title hardly ever ends with."""

PUBLISHERS = frozenset(
    "verso armand routledge penguin macmillan harper norton knopf vintage pantheon springer elsevier wiley blackwell "
    "sage brill suhrkamp rowohlt reclam kohlhammer vandenhoeck campus hanser piper klett metzler gallimard seuil puf "
    "minuit maspero flammarion fayard hachette vrin einaudi laterza feltrinelli mondadori mulino olschki sansoni "
    "bompiani rizzoli electa marsilio carocci zanichelli alianza tecnos heinemann faber longman methuen ashgate "
    "palgrave doubleday scribner houghton mcgraw-hill prentice-hall pluto clarendon hmso addison-wesley nijhoff "
    "mouton rodopi peeters brepols beck meiner klostermann fink schöningh steiner oldenbourg niemeyer aschendorff "
    "siebeck duncker böhlau fischer wagenbach ullstein kröner kiepenheuer droste harrassowitz olms wallstein "
    "transcript querido reimer plon grasset albin payot aubier nathan larousse droz sedes tallandier perrin bordas "
    "ariel akal cátedra gredos castalia espasa anagrama tusquets trotta marcial taurus sudamericana losada emecé "
    "paidós adelphi garzanti guanda vallecchi loescher unicopli viella bulzoni utet liguori sellerio longanesi "
    "almedina cosac brasiliense zahar vozes difel".split()
)
"""Names of houses, case-folded, one word each, by which a publisher is known where no town stands beside it."""
SAME_TOWN = tuple(
    frozenset(names.split("|"))
    for names in (
        *("köln|cologne|koln|colonia", "münchen|munich|munchen|monaco di baviera", "wien|vienna|vienne|viena", "roma|rome|rom"),
        *("milano|milan|mailand", "torino|turin", "firenze|florence|florenz", "venezia|venice|venedig|venise", "napoli|naples"),
        *("praha|prague|prag", "den haag|the hague|la haye", "moskva|moscow|moskau|moscou", "lisboa|lisbon|lissabon|lisbonne"),
        *("london|londres|londra", "bruxelles|brussels|brussel|brüssel|brussel", "genève|geneve|geneva|genf|ginevra"),
        *("zürich|zurich|zurigo", "basel|bâle|bale|basle", "warszawa|warsaw|warschau", "kobenhavn|københavn|copenhagen"),
        *("sevilla|seville", "antwerpen|antwerp|anvers", "göteborg|gothenburg|goteborg", "lyon|lyons", "paris|parigi|parís"),
        *("ma|mass|massachusetts", "ca|calif|california", "ct|conn|connecticut", "il|ill|illinois", "pa|penn|pennsylvania"),
        *("nj|n j|new jersey", "ny|n y", "nc|n c|north carolina", "mn|minn|minnesota", "mi|mich|michigan", "ind|indiana"),
        *("tx|tex|texas", "wi|wis|wisconsin", "md|maryland", "dc|d c", "ga|georgia", "va|virginia", "tn|tenn|tennessee"),
    )
)
"""Names of one town, or of one American state beside a town, case-folded and without marks."""
