"""Why a figure is not known: the clause that follows « Inconnu : », in French."""

TEXT = """
no_data = aucun dossier ni relevé pour cet indicateur
no_events = aucun événement dans les données
no_go_live = la date de mise en service n’est pas déclarée
not_live_yet = l’automatisation n’est pas encore en service
design_not_built = quand les dossiers traités ont été choisis, cette version ne sait comparer qu’un
  taux
kpi_closes_before_treatment = l’indicateur se lit à {closes_days:days}, avant l’action, qui arrive à
  {treatment_days:days} : il ne peut pas en voir l’effet. Suivez plutôt, plus longtemps, les dossiers encore
  ouverts à {treatment_days:days}
no_before = il n’y a presque rien avant la mise en service ({cases:noun dossier|dossiers}), donc pas de
  point de comparaison
too_early = il est trop tôt, les dossiers d’après n’ont pas encore tous eu le temps d’aboutir
arm_ambiguous = le tirage a plusieurs groupes sans l’automatisation ({arms}), et rien ne dit lequel sert de
  comparaison
frame_truncated = il y a trop de dossiers ({total:int}) : seuls {rows:int} peuvent être comparés un par un
half_not_finished = moins de la moitié des dossiers ({share:pct}) sont terminés à l’horizon
arm_missing = un des deux groupes tirés au sort n’a encore aucun dossier abouti
constant_before = rien ne bougeait avant la mise en service : on ne peut pas distinguer l’effet du hasard
no_case_frame = le détail des dossiers manque pour comparer traités et non traités
too_few_open = un des deux groupes n’a plus de dossier ouvert au moment de l’action
median_not_estimated = l’effet sur une médiane (le dossier du milieu) n’est pas calculé par cette version
median_not_reached = moins de la moitié des dossiers d’un des deux groupes se terminent dans le temps
  observé : le dossier du milieu n’est pas connu
too_few_units = trop peu d’unités entières ont été tirées au sort pour donner un intervalle ({treated:int}
  avec, {control:int} sans ; il en faut au moins trois de chaque côté)
too_few_periods = trop peu de périodes peuvent servir ({on:int} avec, {off:int} sans), il en faut
  {needed:int} de chaque sorte
no_overlap = les dossiers traités et non traités sont trop différents pour être comparés : {share:pct}
  seulement en ont de semblables de l’autre côté, il en faut {needed:pct}
unit_not_recorded = aucun dossier ne dit à quelle unité (site, équipe, client) il appartient
no_treated_unit_seen = aucune des {declared:int} unités déclarées n’apparaît dans les données comme équipée
  aujourd’hui
one_unit = il n’y a que « {unit} » dans les données, donc rien à quoi le comparer
no_comparison_unit = le {start:date}, toutes les unités étaient déjà équipées : il n’en reste aucune à
  quoi les comparer
no_window_for_units = aucune unité équipée n’a à la fois assez d’avant, assez d’après et une autre unité,
  pas encore équipée, à quoi la comparer
too_few_comparison_units = il reste moins de quatre unités à quoi comparer
units_without_spread = les unités ne diffèrent en rien entre elles : rien ne dit quel écart viendrait du
  hasard
two_averages_no_interval = deux moyennes seules ne disent pas quelle part revient au hasard
too_few_answers = {n:noun réponse|réponses}, il en faut au moins {k:int} pour que personne ne soit reconnu
no_rule = aucune règle ne dit quel dossier doit arriver où
nothing_due = aucun dossier n’a encore dépassé son délai
reconcile_problem = la règle n’a pas pu être appliquée à ces données
no_runs = aucune exécution dans les données
actors_unknown = on ne sait pas qui a fait {share:pct} des événements
too_few_cases = trop peu de dossiers ({n:int})
minutes_not_said = personne n’a dit combien de minutes cela prend
before_not_said = personne n’a dit combien de minutes cela prenait avant
after_not_said = personne n’a dit combien de minutes cela prend encore
no_minutes = aucune minute de travail, ni relevée ni déclarée
no_role = aucune ligne ne dit quelle fonction fait ce travail, donc combien coûte une heure
role_unknown = la fonction « {role} » n’a pas de coût horaire
role_not_said = la fonction « {role} » n’a pas de coût horaire
volume_unknown = le nombre de dossiers par mois n’est pas connu
tool_price_unknown = le prix de l’outil « {tool} » n’est pas déclaré
not_mature = les dossiers récents n’ont pas encore eu le temps d’aboutir
not_said = personne ne l’a dit
not_computed = ce calcul n’a pas été fait
not_applicable = cela ne concerne pas cette automatisation
unreadable = ce que la revue avait noté est illisible
nothing_entered = rien n’est déclaré, ni gain ni coût
no_benefit_declared = des coûts sont déclarés, mais aucun gain
benefit_unknown = le gain principal ({code:say money}) n’est pas connu : {reason:say unknown}
costs_not_said = aucun coût de fonctionnement n’est déclaré
no_volume = aucun dossier ni aucune exécution à compter
too_few_read = moins de dix dossiers relus en 100 jours
no_change_recorded = personne n’a noté d’évolution, ce qui ne veut pas dire qu’il n’y en a pas eu
under_a_month = moins d’un mois d’observation
change_not_watched = rien ne surveillait les jours qui ont suivi les évolutions notées
tools_not_said = aucun outil n’est déclaré
maintainers_not_said = personne n’a dit qui sait la réparer
scenario_not_kept = son fichier de scénario n’est pas gardé ici
scenario_unread = son fichier de scénario n’a pas pu être lu
nothing_lost_to_time = aucun dossier perdu ou en retard dont mesurer le délai
no_failure_ended = aucune panne terminée dans les données
too_few_runs = {n:noun exécution|exécutions} en {days:noun jour|jours}, c’est trop peu pour en tirer un
  volume
effect_unknown = l’effet sur « {indicator} » n’est pas connu : {effect_reason:say unknown}
indicator_not_a_share = « {indicator} » n’est pas un taux, on ne peut pas le convertir en marge
indicator_not_a_duration = « {indicator} » n’est pas une durée, on ne peut pas en tirer des jours d’attente
days_not_said = les jours d’attente ne sont déclarés ni avant ni après
detection_not_said = rien ne dit au bout de combien de temps on s’aperçoit aujourd’hui d’un incident
counted_in_failures = le coût des pannes silencieuses compte déjà ce délai plus court : pas deux fois
amount_unknown = le montant moyen n’est ni déclaré ni présent dans les données
build_not_said = le coût de mise en place n’est pas déclaré
not_paid_back = dans la moitié des scénarios au moins, {months:int} mois ne remboursent pas la mise en place
not_live = l’automatisation n’est pas en service
no_flow = rien dans les données ne montre son activité
too_few_events = trop peu d’événements pour connaître ses habitudes
short_history = son passé est trop court pour connaître ses habitudes
no_clock = la date des données n’est pas connue
minutes_not_per_case = les minutes déclarées ne sont pas par dossier
no_case_after = aucun dossier n’est arrivé depuis la mise en service
no_rule_declared = aucune règle ne dit quel dossier doit arriver où
nothing_to_match_by = les dossiers n’ont rien en commun qui permette de les relier
no_treatment_window = le moment où l’action doit avoir lieu n’est pas déclaré
version_too_short = cette version n’a pas été en service assez longtemps
window_too_short = la période observée est trop courte ({days:days}) pour en tirer un volume mensuel
month_not_observed = les données s’arrêtent avant la fin de ce mois, ou commencent après
outcomes_pending = l’issue de {n:noun dossier|dossiers} n’est pas encore connue
undetectable_in_two_years = deux ans de cas n’y suffiraient pas ({cases:int} nécessaires)
undetectable_by_date = l’indicateur bouge trop de lui-même pour qu’une date seule le montre
too_little_past_for_date = le passé est trop court pour dire ce qu’une date seule montrerait
interval_includes_zero = l’intervalle comprend zéro
no_effect = aucun effet n’a pu être mesuré
grade = la preuve de l’effet est trop faible
declared_only = il n’y a qu’une déclaration
not_measured = il n’a pas été mesuré
no_evidence = rien ne le prouve
total_none = aucune automatisation n’a de gain chiffrable à ce niveau de preuve
"""
