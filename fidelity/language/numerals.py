"""Words that count, and the names of months, in six languages."""

from __future__ import annotations

from functools import lru_cache

from fidelity.model.late_pattern import late_pattern

NUMBER_WORDS = frozenset(
    # English
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion billions "
    "trillion dozen dozens half twice thrice third thirds quarter quarters fourth fifth sixth seventh eighth ninth tenth "
    "twentieth nineteenth eighteenth seventeenth sixteenth fifteenth fourteenth thirteenth twelfth eleventh "
    # German
    "anderthalb "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn "
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million millionen milliarde milliarden "
    "dutzend dutzende hunderte tausende zweimal dreimal viermal hälfte doppelt dreifach sechste sechsten siebte siebten achte "
    "neunte neunten zehnte zehnten hälfte drittel viertel zweite zweiten dritte dritten vierte vierten fünfte fünften "
    # French
    "deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente "
    "quarante cinquante soixante "
    "cent cents mille millions milliard milliards douzaine douzaines dizaine dizaines vingtaine centaine centaines millier "
    "milliers moitié tiers quart deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième "
    # Spanish
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos quinientos mil millón millones "
    "docena docenas mitad tercio segundo tercero tercera tercer cuarto cuarta quinto sexto séptimo octavo noveno décimo "
    "centenar centenares millar millares trescientos trescientas cuatrocientos ochocientos "
    # Italian
    "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici venti trenta quaranta "
    "cinquanta sessanta settanta ottanta novanta cento mila milione milioni miliardo miliardi mille diciassette diciotto "
    "diciannove dozzina dozzine decina decine centinaio centinaia migliaio migliaia "
    "metà terzo terza sesto settimo ottavo nono decimo "
    # Portuguese
    "dois duas três quatro oito dez onze doze treze catorze quinze dezesseis dezassete dezoito vinte trinta quarenta cinquenta "
    "sessenta setenta oitenta noventa cem duzentos milhão milhões dúzia dúzias metade terço trezentos trezentas "
    "quatrocentos quinhentos quinhentas seiscentos setecentos oitocentos novecentos dezassete dezessete dezoito dezanove "
    "dezenove dezasseis quatorze dezena dezenas centena centenas milhar milhares terceiro terceira sexto sétimo oitavo nono "
    "décimo bilhão bilhões mil".split()
)
"""Case-folded. "one", "second", "un" and their like are left out: they are articles, pronouns and adverbs as well."""

AMBIGUOUS_NUMBER_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset("once seize cent cents mille mil mila quart tiers sei seis dix due tre sept doce venti dos".split()),
    "de": frozenset("once seize mil dos due tre sept six half third".split()),
    "fr": frozenset("once half third due tre sei seis mil dos quarto quatro elf acht".split()),
    "es": frozenset("seize six cent cents due tre sei half third quart elf acht million millions".split()),
    "it": frozenset("once seize dos six cent cents mil half third quart elf acht seis".split()),
    "pt": frozenset("once seize dos six cent cents due tre sei half third quart elf acht".split()),
}
"""Number words of other languages that are something else in the language of the key."""

ONE = {
    "en": frozenset("one first once single second".split()),
    "de": frozenset("ein eine einen einem einer eines eins erste ersten erster erstes einmal".split()),
    "fr": frozenset("un une premier première second seconde".split()),
    "es": frozenset("un una uno primer primero primera segunda".split()),
    "it": frozenset("un uno una primo prima secondo seconda".split()),
    "pt": frozenset("um uma primeiro primeira segundo segunda".split()),
}
"""Words that count only beside a number that they were exchanged for: "one" for "two", "second" for "third"."""

PARTS = frozenset(
    "quarters fourths fifths sixths sevenths eighths ninths tenths halves fünftel sechstel siebtel achtel neuntel zehntel "
    "quarts quart demi demie cinquièmes sixièmes huitièmes dixièmes tercios tercio cuartos cuarto quintos octavos décimos "
    "terzi terzo quarti quarto quinti ottavi decimi terços quartos oitavos".split()
)
"""Case-folded words that say behind a number into how many parts: "three quarters", "trois quarts"."""
ORDINALS = frozenset("first second premier première second seconde".split())
"""Words that count only where one was exchanged for another of them."""
_GERMAN = late_pattern(
    r"(?:ein|eins|zwei|zwo|drei|vier|fünf|sechs|sech|sieben|sieb|acht|neun|zehn|elf|zwölf|zwan|drei|und|einhalb|zig|ßig|ssig|hundert|tausend)"
    r"{2,}(?:s?te[mnrs]?|mal)?"
)
_ITALIAN = late_pattern(
    r"(?:uno?|due|tr[eé]|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto"
    r"|diciannove|vent[ia]?|trenta?|quaranta?|cinquanta?|sessanta?|settanta?|ottanta?|novanta?|cent(?:o|inaia)?|mille|mila){2,}"
)
_SPANISH = late_pattern(
    r"(?:veinti|dieci)(?:un|uno|una|dós|dos|trés|tres|cuatro|cinco|séis|seis|siete|ocho|nueve)"
    r"|(?:dos|tres|cuatro|quin|seis|sete|nove)cient[oa]s|quinient[oa]s|setecient[oa]s|novecient[oa]s"
)

_COMPOUNDS = {"de": _GERMAN, "it": _ITALIAN, "es": _SPANISH}


@lru_cache(maxsize=4096)
def is_number_word(word: str, language: str | None) -> bool:
    """Whether a word counts, compounds such as "einundzwanzig", "ventidue" and "veintidós" included."""
    folded = word.casefold()
    if folded in NUMBER_WORDS and folded not in AMBIGUOUS_NUMBER_WORDS.get(language or "en", ()):
        return True
    compounds = [_COMPOUNDS[language]] if language in _COMPOUNDS else [] if language else list(_COMPOUNDS.values())
    return any(compound.fullmatch(folded) is not None for compound in compounds)


MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept "
    "oct nov dec januar jänner februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août "
    "septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre "
    "noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre janeiro fevereiro "
    "março maio junho julho setembro outubro novembro dezembro".split()
)
"""Case-folded names and usual abbreviations of the months."""


_ROMAN = late_pattern(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman_value(word: str) -> str | None:
    """The Arabic figures of a Roman numeral in small letters; None for any other word."""
    if _ROMAN.fullmatch(word) is None:
        return None
    values = [_VALUES[letter] for letter in word]
    return str(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))
