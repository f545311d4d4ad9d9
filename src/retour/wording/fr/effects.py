"""Effects: the rules of the grade, the methods and the formulas, in French."""

RULES = """
drawn_at_random = Les dossiers ont été tirés au sort ({treated:int} avec, {control:int} sans)
balanced_before = Aucun dossier terminé avant la mise en service ne portait déjà un groupe
  ({share:pct} en portent un)
balanced_before.bare = Aucun dossier terminé avant la mise en service ne portait déjà un groupe
sample_ratio = Le partage obtenu correspond au partage prévu
arm_recorded = Le groupe est noté pour {share:pct} des dossiers (il en faut 80 %)
received_as_assigned = Chaque dossier a bien reçu ce que le tirage lui destinait
date_fixed = L’effet est lu sur une durée fixée d’avance ({window_days:days})
thirty_units = Au moins 30 dossiers par groupe ({treated:int} avec, {control:int} sans)
guardrail = Un garde-fou mesuré accompagne l’indicateur principal
history = Le passé est assez long ({steps:int} relevés, il en faut {needed:int})
pre_three_times_post = La période d’avant est au moins trois fois plus longue que celle d’après
calibrated = La largeur de l’intervalle a été vérifiée sur des séries où rien n’avait changé
start_not_extreme = Le démarrage n’a pas suivi une période exceptionnellement mauvaise
no_concurrent_change = Rien d’autre n’a changé dans les 14 jours autour du démarrage
single_attribution = Aucune autre automatisation n’agit sur le même indicateur en même temps
complete = Les données sont complètes à {share:pct} (il en faut 95 %)
missing_steady = La part des dossiers sans valeur a peu changé au démarrage ({before:pct} avant, {after:pct}
  après)
missing_steady.bare = La part des dossiers sans valeur a peu changé au démarrage
missing_alike = La part des dossiers sans valeur est la même des deux côtés ({after:pct} avec, {before:pct}
  sans)
missing_alike.bare = La part des dossiers sans valeur est la même des deux côtés
definition_steady = Le nombre de dossiers comptés n’a pas sauté au démarrage ({before:num 0} par semaine
  avant, {after:num 0} après)
definition_steady.bare = Le nombre de dossiers comptés n’a pas sauté au démarrage
mix_steady = La nature des dossiers n’a pas assez changé pour déplacer l’indicateur à elle seule
outcome_closed = L’issue de chaque dossier lu est connue, ou le dossier compte jusqu’à son âge
  ({pending:int} encore en cours)
looked_once = L’effet est lu une seule fois, sur une durée fixée d’avance ({window_days:days})
versions_in_window = La période observée couvre la version en service
comparison_series = Des séries comparables, sans l’automatisation, suivent la même saison
  ({controls:int}, il en faut {needed:int})
randomised = Une partie des dossiers, tirée au sort, reste sans l’automatisation
series = Une série de relevés existe, pas seulement deux moyennes ({steps:int} sur {needed:int})
interval = Un intervalle peut être donné
untouched_movement = Le changement dépasse les mouvements ordinaires d’indicateurs auxquels personne n’a
  touché
landmark = La comparaison ne porte que sur les dossiers encore ouverts au moment de l’action
adjusted = Les différences connues entre les deux groupes ont été corrigées ({names} ; sans cela, l’écart
  serait de {unadjusted:points signed})
measurable = L’effet doit pouvoir être mesuré ; or {reason:say unknown}
looked_at_daily = L’effet peut être lu n’importe quel jour : son intervalle est fait pour tenir chaque jour
  ({days:days} jusqu’ici)
units_compared = Ce sont des unités entières (« {unit} ») qui ont été tirées au sort, et ce sont elles que
  l’on compare : {treated:int} avec, {control:int} sans
units_whole = Chaque unité est entièrement d’un seul côté du tirage (des deux côtés : {both:int})
unit_recorded = L’unité (« {unit} ») est notée pour presque tous les dossiers ({share:pct})
not_inferior = Même au pire de l’intervalle, ce garde-fou reste dans la marge acceptée (au pire {worst} de
  dégradation, {margin} acceptés)
hold_out_useful = La part laissée de côté montre des effets au moins aussi petits que le passé de
  l’indicateur ({drawn_detectable} contre {series_detectable})
hold_out_useful.bare = La part laissée de côté montre des effets au moins aussi petits que le passé de
  l’indicateur
periods_drawn = Les périodes avec et sans se suivent dans un ordre tiré au sort, sans alternance régulière
  ({on:int} avec, {off:int} sans)
washed_out = Les dossiers commencés juste avant chaque changement ({washout_days:days}) ne comptent d’aucun
  côté
parallel_before = Avant leur mise en service, les unités équipées évoluaient comme les autres
enough_units = Au moins {needed:int} unités de chaque côté, sans qu’une seule pèse presque tout (elles en
  valent {treated_alike:num 1} avec et {compared_alike:num 1} sans)
fit_before = Avant le démarrage, le mélange des autres suivait de près l’évolution à comparer
  (écart habituel : {fit} ; pour une unité ordinaire : {median})
nothing_before = Une période plus tôt, quand rien n’avait changé, la même comparaison ne trouve rien
placebo_rank = Presque aucune autre unité, prise à son tour comme si elle avait été équipée, ne montre un
  écart aussi grand ({p:pct} en montrent autant, la vraie comprise, sur {controls:int} essais ; il faut 10 %
  au plus)
units_left_out = Toutes les unités prennent part à la comparaison ({reason:say left_out} : {units})
overlap = Presque tous les dossiers en ont de semblables de l’autre côté ({share:pct}, il en faut
  {needed:pct} ; laissés hors du calcul : {left_out:int})
balanced = Une fois corrigés, les deux groupes se ressemblent sur tout ce qui est déclaré (plus grand écart
  restant : {worst:num 2}, limite {limit:num 2} ; avant correction : {before:num 2})
enough_cases = Il y a assez de dossiers pour corriger ces différences ({cases:int} dans le plus petit groupe,
  il en faut {needed:int})
confounders_recorded = Les différences à corriger sont notées pour presque tous les dossiers (« {name} »
  manque pour {missing:pct}, moins de {limit:pct} attendu)
mark_apart = La trace de l’action n’arrive pas avec le résultat lui-même : {closed:pct} des dossiers aboutis
  tôt la portent, contre {open:pct} des autres
mark_apart.bare = La trace de l’action n’arrive pas avec le résultat lui-même
  ({cases:noun dossier abouti|dossiers aboutis} tôt, il en faut 30 pour le vérifier)
controls_follow = Les séries de comparaison suivent l’indicateur : l’incertitude n’est plus que de {ratio:pct}
  de ce qu’elle serait sans elles
other_units = Les unités mises en route peuvent être comparées à d’autres unités aux mêmes dates
controls_untouched = Les séries de comparaison n’ont pas bougé au démarrage ({moved:int} sur {controls:int}
  ont bougé, {allowed:int} au plus par hasard)
controls_untouched.bare = Les séries de comparaison n’ont pas bougé au démarrage
controls_recorded = Toutes les séries de comparaison déclarées ont pu servir ({used:int} sur {declared:int} ;
  il manque : {missing})
controls_recorded.bare = Toutes les séries de comparaison déclarées ont pu servir ({used:int} sur
  {declared:int})
start_not_extreme.corrected = Le démarrage n’a pas suivi une période exceptionnellement mauvaise (les
  dernières semaines d’avant sont laissées hors de la comparaison)
adjusted.bare = Les différences connues entre les deux groupes ont été corrigées
"""

METHODS = """
randomised = Tirage au sort
switchback = Périodes avec et sans, dans un ordre tiré au sort
staggered = Unités équipées, comparées à celles qui ne l’étaient pas encore
synthetic = Comparaison à un mélange des autres unités, qui évoluait de la même façon
compared_series = Avant/après vérifié, comparé à d’autres séries
single_series = Avant/après vérifié
two_averages = Deux moyennes
landmark = Traités et non traités, au même moment de leur vie
refused = Pas de mesure possible
"""

FORMULAS = """
lost_cases = Dossiers de la source dont le délai est passé et qui ne sont pas à l’arrivée, comptés un par un.
late_cases = Dossiers arrivés après leur délai, comptés un par un.
due_cases = Dossiers de la source dont le délai est passé.
completeness = Dossiers arrivés ÷ dossiers attendus, avec l’intervalle de Wilson.
ignored_records = Éléments reçus par une exécution puis laissés de côté sans erreur, comptés un par un.
silence = Temps écoulé depuis le dernier événement vu.
run_success = Exécutions de production réussies ÷ exécutions terminées, reprises et gestion d’erreurs exclues.
manual_tasks = Événements faits par une personne ÷ dossiers, sur une durée fixe après leur début.
human_minutes = Minutes de travail relevées ou déclarées ÷ dossiers.
rmst = Durée moyenne jusqu’à l’horizon, dossiers non terminés compris (Kaplan-Meier).
median = Durée au bout de laquelle la moitié des dossiers sont terminés, dossiers non terminés compris
  (Kaplan-Meier).
cost_per_case = (Minutes × coût horaire + outils + IA + pannes) ÷ dossiers.
observed = Niveau observé après la mise en service.
counterfactual = Niveau estimé sans l’automatisation.
naive = Différence brute des deux niveaux, sans correction.
effect.randomised = Niveau du groupe avec − niveau du groupe sans, tirés au sort.
effect.switchback = Niveau des périodes avec − niveau des périodes sans, dans un ordre tiré au sort.
effect.staggered = Évolution des unités équipées − évolution des unités pas encore équipées, en moyenne.
effect.synthetic = Niveau observé − mélange des autres unités, qui suivait la même évolution avant.
effect.compared_series = Niveau observé − niveau attendu d’après le passé et d’autres séries.
effect.single_series = Niveau observé − niveau attendu d’après le passé, largeur d’intervalle calibrée.
effect.two_averages = Moyenne après − moyenne avant.
effect.landmark = Niveau des traités − niveau des non traités, encore ouverts au même moment.
effect.refused = Pas d’effet calculé.
complier = Effet du tirage ÷ part des dossiers dont il a vraiment changé le traitement.
any_day = Écart entre les groupes depuis le début, avec un intervalle qui tient à chaque lecture.
segment = Effet dans ce type de dossier, rapproché de celui des autres types selon sa précision.
drift = Effet de la seconde moitié de la période − effet de la première.
hidden_cause = Rapport des chances + √(rapport × (rapport − 1)), pour l’effet estimé.
hidden_cause_bound = Le même calcul, pour le bout de l’intervalle le plus proche de zéro.
hidden_cause_known = La même mesure, pour la plus forte des différences déclarées.
worth.net = Argent + temps libéré − tous les coûts, par mois.
worth.cash = Argent − tous les coûts, par mois.
worth.capacity = Heures libérées × coût horaire × part réutilisée, par mois.
worth.running_cost = Surveillance + entretien + abonnements + IA + pannes, par mois.
worth.turnover = Dossiers × effet × montant moyen, par mois.
worth.build = Coût de mise en place.
worth.npv = Gains actualisés sur la durée de vie − mise en place.
worth.hours = [Dossiers × (minutes avant − minutes après) − exceptions] ÷ 60 − surveillance, par mois.
worth.machine_hours = Durée des exécutions, par mois : du temps de machine, jamais du temps libéré.
worth.hours_restated = Heures libérées par mois, si la dernière correction valait depuis le début.
worth.fte = 12 × heures par mois ÷ heures d’un temps plein.
worth.line.time_cash = Heures libérées × coût horaire × part qui devient de l’argent.
worth.line.time_capacity = Heures libérées × coût horaire × part réutilisée.
worth.line.margin = Dossiers × effet × montant moyen × taux de marge × (1 − ventes avancées).
worth.line.errors = Dossiers × effet × coût d’une erreur.
worth.line.spend = Dépense mensuelle qui a disparu.
worth.line.speed = Jours gagnés ÷ 365 × chiffre d’affaires d’une année × coût de l’argent par an ÷ 12.
worth.line.watching = Incidents par an × jours gagnés avant qu’on s’en aperçoive × dossiers par jour ×
  part perdue × coût d’un dossier perdu ÷ 12.
worth.line.supervision = Heures de surveillance × coût horaire.
worth.line.upkeep = Heures d’entretien × coût horaire.
worth.line.subscription = Prix de l’outil × part utilisée.
worth.line.ai = Coût de l’IA par dossier × dossiers.
worth.line.failures = Pannes par an × durée × volume × part perdue × coût d’un dossier perdu ÷ 12.
worth.p_positive = Part des scénarios où le gain est positif.
worth.payback = Mois avant que les gains couvrent la mise en place : médiane, et étendue des scénarios
  remboursés en 24 mois.
voice = Moyenne des réponses, avec l’intervalle prévu pour cette échelle.
totals.net = Somme des automatisations ; les bornes sont celles de la somme, jamais la somme des bornes.
totals.lost = Somme des dossiers perdus.
totals.false_alarms = Effets mesurés × 10 % : autant sembleraient clairs par hasard, si rien ne changeait.
ground.right = Dossiers tirés au hasard, relus par une personne et jugés bons, comptés un par un.
ground.wrong = Dossiers tirés au hasard, relus par une personne et jugés mauvais, comptés un par un.
ground.unexpected = Dossiers tirés au hasard, relus par une personne et surprenants, comptés un par un.
ground.error_rate = Mauvais dossiers ÷ dossiers relus, avec l’intervalle exact de Clopper et Pearson.
ground.tools = Outils déclarés, comptés un par un.
ground.maintainers = Nombre de personnes qui savent la réparer, tel que déclaré.
ground.changes_per_month = Évolutions notées depuis un an, ou depuis la mise en service, ÷ mois écoulés.
ground.change_failure = Évolutions suivies d’une nouvelle alerte dans les 7 jours ÷ évolutions dont la suite
  a été surveillée, avec l’intervalle exact de Clopper et Pearson.
ground.time_to_detect = Durée médiane entre le début d’un dossier perdu ou en retard et son échéance ;
  rien ne dit quand quelqu’un l’a vraiment vu.
ground.time_to_restore = Durée médiane entre une première exécution en échec et la réussite suivante.
ground.open_failures = Premières exécutions en échec qu’aucune réussite n’a suivies, comptées une par une.
ground.modules = Modules de ses fichiers de scénario, comptés un par un.
ground.branches = Sorties des routeurs, tests et aiguillages de ses fichiers de scénario, comptées une par
  une.
ground.swallowing = Modules dont l’erreur passe pour une réussite ou ne mène nulle part ÷ modules de ses
  fichiers de scénario.
ground.findings_serious = Points graves relevés par `retour lint` dans ses fichiers de scénario, comptés un
  par un.
ground.findings_warning = Points à corriger relevés par `retour lint` dans ses fichiers de scénario,
  comptés un par un.
ground.findings_note = Points bons à savoir relevés par `retour lint` dans ses fichiers de scénario,
  comptés un par un.
stated = Chiffre affirmé, repris tel quel.
"""

LEFT_OUT = """
too_few_cases = trop peu de dossiers
no_window = équipées depuis trop peu de temps, ou trop tôt
another_start = équipées à une autre date
never_seen = absentes des données
"""

TECHNIQUES = """
movement = mouvements de séries publiques où rien n’a changé
level = niveau qui dérive, estimé sur le passé, intervalle calibré
newcombe = différence de proportions (Newcombe)
welch = différence de moyennes (Welch)
rmst = durée moyenne restreinte (Kaplan-Meier)
done = part terminée à la fin de la fenêtre (Kaplan-Meier)
median = différence de médianes (Brookmeyer-Crowley)
units = rapport de sommes par unité tirée (jackknife)
units-cuped = rapport de sommes par unité tirée, ajusté sur son passé (CUPED)
draws = test de permutation par unité tirée, inversé
draws-past = test de permutation par unité tirée, ajusté sur son passé
sequence = suite de confiance asymptotique
switchback = test de permutation des périodes, inversé
landmark-newcombe = point de départ commun, sans ajustement (Newcombe)
landmark-mantel-haenszel = point de départ commun, par strates (Mantel-Haenszel)
landmark-overlap = point de départ commun, pondération par recouvrement
group-time = méthode des doubles différences, par date de démarrage (Callaway-Sant’Anna)
parallel-control = contrôle synthétique, placebos sur les autres unités
"""
