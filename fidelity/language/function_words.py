"""Words that are never names, whatever their capital: articles, pronouns, negations, prepositions, conjunctions."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    # English
    "a an the this that these those no not none never nobody nothing neither either each every all some any many most few "
    "both one another such other my your his her its our their he she it we you they who whom whose which what when where "
    "why how if unless although though because since while as than for of in on at by with without from to into onto over "
    "under after before between among against during until through and or but nor so yet there here then thus hence only "
    "even also perhaps indeed however moreover therefore "
    # German
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser diese dieses "
    "diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem mancher manche manches manchen alle aller "
    "alles allen einige einigen mehrere viele vielen wenige wenigen beide beiden solche solcher solches solchen welche "
    "welcher welches mein meine dein deine sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser "
    "unsere euer eure er sie es wir ich du man wer was wen wem wessen niemand nichts nicht nie niemals nirgends weder noch "
    "jemand etwas irgendein irgendeine wenn weil obwohl obgleich während als wie damit dass daß ob und oder aber denn doch "
    "sondern auch nur schon so da dort hier dann nun in im an am auf aus bei beim mit nach von vom zu zum zur über unter "
    "vor hinter zwischen durch für gegen ohne um bis seit trotz wegen "
    # French
    "le la les l un une des du de d ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs aucun "
    "aucune nul nulle chaque quelque quelques plusieurs certains certaines tout toute tous toutes tel telle tels telles il "
    "elle ils elles on nous vous je tu qui que quoi dont où quand comment pourquoi quel quelle quels quelles personne rien "
    "jamais ne pas non ni si car mais ou et donc or puis alors ainsi comme lorsque puisque parce quoique bien avec sans "
    "sous sur dans en par pour vers chez entre contre depuis pendant après avant aussi même encore déjà toujours "
    # Spanish
    "el los las lo unos unas del al este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos "
    "aquellas mi mis tu tus su sus nuestro nuestra vuestro ningún ninguno ninguna nadie nada nunca jamás algún alguno "
    "alguna algunos algunas todo toda todos todas cada muchos muchas pocos pocas otro otra otros otras ambos él ella ellos "
    "ellas nosotros usted ustedes yo quien quién quienes cual cuál cuales cuando cuándo donde dónde como cómo porque aunque "
    "mientras pero sino y e o u ni no sí con sin sobre bajo entre contra desde hasta para por tras según también tampoco "
    "más menos ya aún "
    # Italian
    "il lo gli i uno nel nella nei nelle dal dalla sul sulla questo questa questi queste quello quella quelli quelle quei "
    "suo sua suoi sue nostro nostra loro nessun nessuno nessuna niente nulla mai ogni ognuno qualche alcuni alcune tutti "
    "tutte tutto tutta molti molte pochi poche altro altra altri altre egli ella essi esse lui lei noi voi io chi che cosa "
    "cui quale quali quando dove perché poiché sebbene mentre ma però anche ancora già non né se con senza su sotto tra fra "
    "per da di dopo prima "
    # Portuguese
    "o os as um uma uns umas do da dos das no na nos nas pelo pela ao à aos às este esse essa aquele aquela isto isso "
    "aquilo meu minha seu sua nosso nossa nenhum nenhuma ninguém nada nunca algum alguma alguns algumas todos cada muitos "
    "muitas poucos poucas outro outra outros outras ele ela eles elas nós eu você vocês quem qual quais quando onde porque "
    "embora enquanto mas porém também ainda já não nem sim com sem sobre sob entre contra desde até para por após".split()
)
"""Case-folded, of six languages."""
