"""Effects: the rules of the grade, the methods, the formulas and the names of figures, in French."""

RULES = """
drawn_at_random = Les dossiers ont été tirés au sort ({treated:int} avec, {control:int} sans)
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
untouched_movement = Le mouvement dépasse ce que bougent d’ordinaire des indicateurs auxquels personne n’a
  touché
landmark = La comparaison ne porte que sur les dossiers encore ouverts au moment de l’action
adjusted = Les différences connues entre les deux groupes ont été corrigées
measurable = L’effet peut être mesuré : {reason:say unknown}
"""

METHODS = """
randomised = Tirage au sort
single_series = Avant/après vérifié
two_averages = Deux moyennes
landmark = Traités et non traités, au même moment de leur vie
refused = Pas de mesure possible
"""

FORMULAS = """
count = Compté ligne par ligne.
exact = Compté ligne par ligne.
"""

FIGURES = """
lost = Dossiers perdus
late = Dossiers en retard
lost_before = Dossiers perdus avant la mise en service
due = Dossiers dont le délai est passé
completeness = Dossiers arrivés au bout
silence = Silence
runs = Exécutions réussies
manual_tasks = Tâches manuelles par dossier
minutes = Minutes de travail par dossier
delay = Délai
cost_per_case = Coût par dossier
before = Niveau avant
after = Niveau après
observed = Niveau observé
counterfactual = Niveau sans l’automatisation
effect = Effet
naive = Écart brut, sans correction
worth = Valeur
voice = Ressenti
claim = Affirmation
net = Gain après coûts
totals = Total
"""
