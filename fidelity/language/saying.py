"""Words that say whose words follow or came before: “writes”, “according to”, “schreibt”, “selon”."""

from __future__ import annotations

SAYING = frozenset(
    "said says wrote writes argued argues claimed claims noted notes observed observes called calls quoted quotes "
    "remarked remarks declared declares stated states described describes explained explains insisted insists "
    "concluded concludes asked asks put puts added adds maintained maintains warned warns "
    "schrieb schreibt sagt sagte nannte nennt meint meinte erklärt erklärte bemerkt bemerkte behauptet behauptete "
    "dit disait écrit écrivait écrivit affirme affirmait note notait remarque remarquait explique expliquait "
    "dijo dice escribió escribe afirma afirmó señala señaló sostiene sostuvo observa observó "
    "disse scrive scrisse afferma affermò osserva osservò nota notò sostiene sostenne "
    "disse diz escreve escreveu afirma afirmou observa observou nota notou "
    "emphasizes emphasized emphasises emphasised stresses stressed suggests suggested contends contended holds held tells told "
    "betont betonte unterstreicht unterstrich urteilt urteilte heißt formuliert formulierte "
    "souligne soulignait soutient soutenait constate constatait rappelle rappelait déclare déclarait note "
    "subraya subrayó recuerda recordó declara declaró advierte advirtió comenta comentó "
    "sottolinea sottolineò ricorda ricordò dichiara dichiarò commenta commentò "
    "sublinha sublinhou lembra lembrou declara declarou comenta comentou sustenta sustentou".split()
)
"""Verbs of saying, in the forms that stand beside a name."""
NAMING = frozenset(
    "called calls described describes nannte nennt bezeichnete bezeichnet appelle appelait nomme nommait llama llamó "
    "chiama chiamò definisce definì chama chamou".split()
)
"""Verbs behind which a phrase in quotation marks is a name that is given to something."""
SPEAKING = SAYING | frozenset(
    "replied replies cried cries answered answers exclaimed continued whispered went "
    "expliqua raconta remarqua déclara affirma contó explicó raccontò spiegò contou explicou erzählte erzählt "
    "fragte antwortete rief erwiderte entgegnete murmelte flüsterte dachte fuhr fügte versetzte "
    "répondit répond reprit reprend écria demanda ajouta ajoute murmura continua répliqua cria pensa fit poursuivit "
    "interrompit conclut concluait soupira dis disais "
    "respondió preguntó exclamó repuso contestó replicó añadió gritó murmuró continuó prosiguió pensó decía digo "
    "rispose risponde chiese domandò esclamò aggiunse aggiunge replicò mormorò gridò riprese continuò fece diceva "
    "respondeu perguntou exclamou acrescentou murmurou gritou replicou continuou tornou prosseguiu dizia "
    "écrivent écrivaient disent écrivirent dirent schreiben schrieben sagen sagten write say escriben dicen escribieron "
    "dijeron scrivono dicono scrissero dissero escrevem dizem escreveram disseram".split()
)
"""Verbs that stand in an incise beside who speaks: « répondit le pilote »."""
ACCORDING = frozenset("selon laut nach según secondo segundo conforme bei chez".split()) | {
    *("according to", "in the words of", "in the phrase of", "d’après", "dans les mots de", "selon les mots de"),
    *("in den Worten von", "mit den Worten von", "en palabras de", "con palabras de", "nelle parole di", "con le parole di"),
    *("nas palavras de", "de acordo com", "de acuerdo con"),
}
"""Before the name of who says so."""
WORDING = frozenset("words phrase formulation Worten Formulierung zufolge gesagt".split())
"""Behind the name of who says so: in Marx’s words, mit Marx’ Worten, Marx zufolge."""
TO_WHOM = ("for", "für", "pour", "para", "per")
"""Before the name of who sees it so, at the beginning of a sentence."""
PRONOUNS = frozenset(
    "he she it they we i you one who this that these those some others many critics "
    "er sie es wir ich man wer dieser diese dieses einige andere "
    "il elle on nous je ils elles qui ce cela certains d’autres "
    "él ella ellos ellas yo nosotros quien se esto algunos otros "
    "lui lei egli ella loro noi io chi si questo alcuni altri "
    "ele ela eles elas nós eu quem isto alguns outros".split()
)
"""Words that stand beside a verb of saying and, at the start of a sentence, look like a name."""
SO_CALLED = frozenset(
    "so-called slogan slogans motto titled entitled "
    "sogenannt sogenannte sogenannten sogenannter sogenanntes losung "
    "soi-disant prétendu prétendue prétendus prétendues intitulé intitulée devise "
    "llamado llamada llamados llamadas lema titulado titulada "
    "cosiddetto cosiddetta cosiddetti cosiddette intitolato intitolata "
    "chamado chamada chamados chamadas intitulado intitulada".split()
)
"""Words before a phrase in quotation marks that nobody is quoted for."""
WORKS = frozenset(
    "essay article paper chapter poem story song film lecture talk review section "
    "aufsatz artikel kapitel gedicht vortrag erzählung lied abschnitt "
    "chapitre poème conte chanson conférence récit nouvelle "
    "artículo ensayo capítulo poema cuento canción conferencia relato "
    "articolo saggio capitolo poesia racconto canzone conferenza "
    "artigo ensaio conto canção conferência".split()
)
"""Words right before the title of what they name."""
AGAINST = (
    *("unlike", "contrary to", "as opposed to", "in contrast to", "in contrast with", "against", "pace", "contra"),
    *("anders als", "entgegen", "im Gegensatz zu", "gegen", "contrairement à", "à la différence de", "contre"),
    *("a diferencia de", "al contrario de", "contrario a", "a differenza di", "contrariamente a", "contro", "ao contrário de"),
)
"""Before the name of somebody who does not say so."""
LEADING_TO = frozenset(
    "that as thus also then once further again rightly famously it so in himself herself "
    "dass daß wie so auch es heißt dort ferner que comme ainsi aussi como así también che come così anche assim também "
    "we read reads lesen wir liest man steht gilt on lit se lee leemos si legge leggiamo lê-se lemos "
    "puts has this ceci esto".split()
)
"""Words between who says so and what is quoted."""
CITING = frozenset("quoted quotes cited cites zitiert zitierte cite citait cita citó citò citou".split())
"""Verbs of who repeats the words of somebody else."""
