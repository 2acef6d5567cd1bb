"""Given names that are common in the languages of notes, by which "Thompson, Gladys" is told from an author and a title."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    # English
    "adam alan albert alexander alfred alice alison allan amanda amy andrea andrew angela ann anna anne anthony arthur "
    "barbara benjamin bernard betty brian bruce carl carol caroline catherine charles charlotte christina christine "
    "christopher claire clara colin craig daniel david deborah dennis diana diane donald dorothy douglas edgar edith "
    "edmund edward edwin eleanor elizabeth ellen emily emma eric ernest eugene eva evelyn florence frances francis frank "
    "franklin frederick gary geoffrey george gerald gilbert gladys gordon graham grace gregory guy harold harriet harry "
    "heather helen henry herbert hilary howard hugh ian irene isaac isabel jack jacob james jane janet jason jean "
    "jeffrey jennifer jeremy jerome jessica joan joanna john jonathan joseph joshua joyce judith julia julian julie "
    "karen kate katherine kathleen keith kenneth kevin kim larry laura laurence lawrence leo leonard leslie lewis lily "
    "linda lisa lloyd louis louise lucy lynn malcolm marcus margaret maria marian marie marion mark martha martin mary "
    "matthew maurice max michael michelle mike molly nancy nathan neil nicholas nicola nigel norman oliver oscar owen "
    "pamela patricia patrick paul peter philip phillip rachel ralph raymond rebecca richard robert robin roger roland "
    "ronald rose roy russell ruth ryan sally samuel sandra sara sarah scott sean sharon shirley sidney simon sophia "
    "stanley stephen steven stuart susan sylvia terence teresa terry theodore thomas timothy toby tony tracy valerie "
    "vera victor victoria vincent virginia walter warren wayne wendy wilfred william "
    # German
    "achim adolf andreas angelika anke annette anton armin arno astrid axel bernd bernhard bertolt birgit björn brigitte "
    "bruno carsten christa christian claudia claus clemens daniela detlev dieter dietrich dirk dorothea eberhard eckart "
    "edgar elisabeth elke else emil erhard erich erika ernst ferdinand franz franziska friedrich fritz gabriele georg "
    "gerd gerhard gertrud gisela gottfried günter günther gudrun gustav hannah hannelore hans harald hartmut heide "
    "heinrich heinz helga helmut henning hermann hildegard holger horst hugo ingeborg ingrid irmgard irmela jan joachim "
    "jochen jürgen jörg johann johanna johannes julius jutta kai karin karl katharina katrin klaus konrad kurt lars "
    "leopold lothar ludwig lutz manfred marianne marlene martina matthias monika moritz niklas norbert oskar otto petra "
    "rainer reinhard reinhart renate rolf rosa rudolf rüdiger sabine sebastian siegfried sigmund silke stefan stephan "
    "susanne sven theodor thorsten tobias torsten ulla ulrich ulrike ursula ute uwe volker werner wilhelm wolfgang "
    "wolfram "
    # French
    "alain albert alexandre alexis alphonse andré antoine arlette aurélie bénédicte bernadette bertrand camille "
    "catherine cécile chantal christophe claude clément daniel danielle denis dominique édouard élisabeth émile étienne "
    "eugène fabrice félix fernand françois françoise frédéric gabriel gaston geneviève georges gérard germaine gilles "
    "guillaume gustave guy hélène henri hervé hubert isabelle jacqueline jacques jean jeanne jérôme joël joseph jules "
    "julien laurent léon louis luc lucien marc marcel marguerite mathieu maurice maxime michel michèle mireille monique "
    "nathalie nicolas nicole odile olivier pascal patrice philippe pierre rené régine robert roger roland serge simone "
    "solange sophie suzanne sylvie thérèse thierry tristan valentin véronique victor xavier yann yannick yves yvonne "
    # Spanish and Portuguese
    "adriana agustín alberto alejandra alejandro alfonso alfredo alicia álvaro ana andrés ángel antónio antonio armando "
    "arturo beatriz benito camilo carlos carmen carolina césar clara cristina diego eduardo elena emilio enrique ernesto "
    "esteban eugenio federico felipe fernando fidel francisco gabriela gonzalo guillermo gustavo héctor hernán hugo "
    "ignacio inés isabel jaime javier jesús joão joaquín jorge josé josefina juan juana julio leopoldo lorena lucía luis "
    "luísa manuel marcelo margarita maría mariana mario marta mauricio mercedes miguel mónica natalia nicolás octavio "
    "pablo paulo paula pedro pilar rafael ramón raúl ricardo roberto rodolfo rodrigo rosario salvador santiago sergio "
    "silvia sofía susana tomás verónica vicente víctor "
    # Italian
    "alessandro alessandra aldo alfonso amedeo angelo antonella antonino arnaldo attilio augusto benedetto bartolomeo "
    "bernardo bruno carlo caterina cesare chiara claudio corrado cosimo cristoforo dario domenico donatella edoardo "
    "emilio enrico enzo ettore fabio faustino federica filippo flaminio flaviano francesca francesco franco gaetano "
    "giacomo gian gianfranco gino giorgio giovanna giovanni girolamo giuliano giulia giulio giuseppe graziano guido "
    "ignazio innocenzo ivan laura lino lodovico lorenzo luca lucia luciano luigi marcello marco mariella marino mario "
    "massimo matteo maurizio mauro michele nicolò nino oreste ottavio paola paolo piero pietro pompeo quirico raffaele "
    "renata renato renzo riccardo rita romano salvatore sandro silvio simona stefania stefano tiziano tommaso ugo "
    "umberto valerio vincenzo virginio vittorio ".split()
)
"""Case-folded."""
