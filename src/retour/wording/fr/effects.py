"""Effects: the rules of the grade, the methods and the formulas, in French."""

RULES = """
drawn_at_random = Les dossiers ont été tirés au sort ({treated:int} avec, {control:int} sans)
balanced_before = Aucun dossier terminé avant la mise en service ne portait déjà un groupe
  ({share:pct} en portent un)
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
versions_in_window = La période observée couvre la version en service
comparison_series = Des séries comparables, sans l’automatisation, suivent la même saison
  ({controls:int} sur {needed:int})
randomised = Une partie des dossiers, tirée au sort, reste sans l’automatisation
series = Une série de relevés existe, pas seulement deux moyennes ({steps:int} sur {needed:int})
interval = Un intervalle peut être donné
untouched_movement = Le changement dépasse les mouvements ordinaires d’indicateurs auxquels personne n’a
  touché
landmark = La comparaison ne porte que sur les dossiers encore ouverts au moment de l’action
adjusted = Les différences connues entre les deux groupes ont été corrigées
measurable = L’effet doit pouvoir être mesuré ; or {reason:say unknown}
"""

METHODS = """
randomised = Tirage au sort
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
effect.single_series = Niveau observé − niveau attendu d’après le passé, largeur d’intervalle calibrée.
effect.two_averages = Moyenne après − moyenne avant.
effect.landmark = Niveau des traités − niveau des non traités, encore ouverts au même moment.
effect.refused = Pas d’effet calculé.
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
stated = Chiffre affirmé, repris tel quel.
"""
