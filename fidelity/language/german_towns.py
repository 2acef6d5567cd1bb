"""What tells a German place from a noun, where every noun is capitalised: towns, endings of place names, words before them."""

from __future__ import annotations

TOWNS = frozenset(
    "aachen ahlen altenburg amberg ansbach apolda arnsberg arnstadt aschaffenburg aue bamberg bautzen bayreuth bernburg "
    "biberach "
    "bitterfeld bocholt borna bottrop brandenburg bremerhaven bruchsal buxtehude calw celle chemnitz coburg cottbus cuxhaven "
    "dessau detmold deggendorf dillingen döbeln donauwörth dortmund duisburg düren eberswalde ehingen eichstätt eisenach "
    "eisleben ellwangen emden emmendingen erfurt erlangen eschwege esslingen euskirchen flensburg forchheim freiberg freising "
    "freudenstadt friedrichshafen fulda fürth füssen garmisch gera gießen glauchau göppingen görlitz goslar gotha greifswald "
    "greiz güstrow hadamar halberstadt hameln hanau heidenheim heilbronn helmstedt herford hof höxter ilmenau ingolstadt "
    "iserlohn isny itzehoe kaiserslautern kamenz kassel kaufbeuren kempten kitzingen kleve koblenz konstanz köthen krefeld "
    "kulmbach landau landshut leverkusen lichtenfels limburg lindau lörrach lübeck lüdenscheid lüneburg ludwigsburg "
    "ludwigshafen magdeburg meiningen meißen memmingen merseburg minden mittweida mühlhausen naumburg neubrandenburg "
    "neuruppin neustrelitz nordhausen nördlingen nürtingen offenbach offenburg oldenburg oschatz oranienburg osnabrück "
    "passau pforzheim pirna pirmasens plauen potsdam prenzlau quedlinburg rastatt rastenberg ratzeburg recklinghausen "
    "remscheid rendsburg reutlingen rostock rothenburg rottweil rudolstadt saalfeld saarbrücken salzwedel sangerhausen "
    "schleswig schleiz schmalkalden schwabach schweinfurt schwerin senftenberg sigmaringen solingen sonneberg soest stade "
    "stendal stralsund straubing suhl tilsit torgau traunstein trier tuttlingen uelzen ulm viersen villingen waiblingen "
    "wangen wartburg weilheim weimar weißenfels wernigerode wesel wetzlar wismar wittenberg wolfenbüttel wolfsburg wuppertal "
    "wurzen zeitz zerbst zittau zwickau bregenz dornbirn eisenstadt feldkirch klagenfurt krems linz steyr villach "
    "wels aarau appenzell chur fribourg glarus lugano luzern olten schaffhausen solothurn thun winterthur zug "
    "danzig elbing memel posen stettin thorn oppeln gleiwitz kattowitz liegnitz bunzlau eger karlsbad olmütz pilsen prag "
    "brünn pressburg budapest hermannstadt kronstadt reval riga dorpat sachsen thüringen bayern baden schwaben "
    "franken hessen westfalen preußen schlesien pommern böhmen mähren tirol kärnten krain steiermark österreich deutschland "
    "frankreich italien spanien england schottland irland schweden norwegen dänemark russland polen ungarn griechenland".split()
) - frozenset({"hof", "wartburg", "landau", "weiden", "zug", "aue"})
"""Case-folded towns and countries, without those that are common nouns, too."""
ENDINGS = (
    *("weiler", "hausen", "ingen", "stedt", "leben", "büttel", "rode", "roda", "itz", "ow", "brück", "furt", "bronn", "hofen"),
    *("kirchen", "felden", "stätten", "dorf", "bach"),
)
"""Case-folded endings of places; of the shorter ones a word must be rare besides."""
SURE_ENDINGS = ("weiler", "hausen", "stedt", "büttel", "hofen")
BEFORE_PLACES = frozenset("in nach zu bei aus von bis gen über zwischen und".split())
"""Words that stand before a place, without an article."""
TITLES = frozenset(
    "Herr Herrn Frau Fräulein Doktor Dr Professor Pfarrer Pastor Pater Bruder Schwester König Königin Kaiser Kaiserin Graf "
    "Gräfin "
    "Fürst Fürstin Herzog Herzogin Freiherr Baron Baronin Ritter Prinz Prinzessin General Oberst Major Hauptmann Leutnant "
    "Minister Kanzler Präsident Bischof Papst Abt Äbtissin Meister Kapitän Lehrer Bürgermeister Richter Onkel Tante".split()
)
"""Words before the name of whom they are said of."""
NOBLE = frozenset(
    "freiherr freifrau graf gräfin fürst fürstin herzog herzogin könig königin kaiser kaiserin prinz prinzessin baron baronin "
    "ritter markgraf landgraf kurfürst erzherzog bischof erzbischof".split()
)
"""Case-folded titles between which and a name "von" stands: Graf von Fulda, but ein Mann von Rang."""
