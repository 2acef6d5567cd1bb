"""Units of measure, time and money, and the symbols after which a raised numeral is an exponent."""

from __future__ import annotations

UNIT_SYMBOLS = frozenset("m km dm cm mm nm ft yd mi s sec min kg kW px in mc sin cos tan log".split())
"""Units of measure and the signs of formulas that are more than one variable: m², sec⁻², mc², sin²."""

UNITS = frozenset(
    "mm cm dm m km in ft yd mi g kg mg t lb lbs oz l ml cl hl ha s min h kW W V A K J "
    "inch inches "
    "foot feet yard yards mile miles metre metres meter meters kilometre kilometres kilometer kilometers gram grams "
    "kilogram kilograms ton tons tonne tonnes pound pounds ounce ounces acre acres hectare hectares litre litres liter liters "
    "second seconds "
    "minute minutes hour hours day days week weeks month months year years shilling shillings penny pence dollar "
    "dollars euro euros franc francs mark marks a.m p.m "
    "zoll fuß meile meilen gramm kilogramm tonne tonnen pfund hektar morgen sekunde sekunden minute minuten stunde stunden tag "
    "tage tagen woche wochen monat monate monaten jahr jahre jahren taler gulden pfennig "
    "mètre mètres kilomètre kilomètres pouce pouces pied pieds lieue lieues mille milles gramme grammes kilogramme kilogrammes "
    "livre livres arpent arpents seconde secondes heure heures jour jours semaine semaines mois an ans année années sou sous "
    "metro metros kilómetro kilómetros quilómetro quilômetro quilómetros quilômetros legua leguas milla millas pie pies gramo "
    "gramos kilo kilos libra libras hectárea hectáreas segundo segundos minuto minutos hora horas día días semana semanas mes "
    "meses año años peso pesos peseta pesetas real reales "
    "metri "
    "chilometro chilometri miglio miglia piede piedi grammo grammi chilo chili libbra libbre ettaro ettari ora ore giorno "
    "giorni settimana settimane mese mesi anno anni lira lire scudo scudi "
    "légua léguas milha milhas grama gramas dia dias mês ano anos réis".split()
)
"""Units that stand behind a numeral, in six languages; words case-folded, symbols as they are."""
