"""Un portefeuille : groupes, recouvrements, ce qu'on peut établir ensuite, en français."""

LABELS = """
team = Par équipe
tool = Par outil
objective = Par objectif
no_team = équipe non précisée
no_tool = outil non précisé
no_objective = objectif non précisé
title = D’où vient le gain
folded = {group}, d’abord : {gain}. Tout le détail {kinds}.
folded_none = Aucun gain connu pour l’instant. Le détail {kinds}.
note = Gain après coûts, par mois, chaque niveau de preuve à part : on n’additionne jamais des lignes dont les
  preuves diffèrent.
tool_note = Une automatisation qui emploie plusieurs outils est comptée entière sous chacun : les lignes des
  outils se recouvrent et ne s’additionnent pas.
of_group = {n:noun automatisation en service|automatisations en service}
of_group_unknown = {n:noun automatisation en service|automatisations en service}, dont {unknown:int} au gain
  inconnu
group_none = aucun gain connu
shared = {one} et {other} ont traité toutes deux {n:noun dossier|dossiers} : {money}, partagés
  entre elles, donc comptés une seule fois.
shared_unnamed = {one} et {other} comptent les mêmes minutes : {money}, partagés entre elles,
  donc comptés une seule fois. Leurs exécutions ne nomment pas les dossiers : le partage suit leurs
  déploiements.
claimed_twice = {one} et {other} revendiquent les mêmes minutes sur {n:noun dossier|dossiers} : {money}
  seraient comptés deux fois. Les totaux les comptent une fois, à parts égales de chaque dossier ; chaque
  fiche les compte encore en entier. Pour les partager, écrivez shared_with.
claimed_twice_unnamed = {one} et {other} revendiquent les mêmes minutes : {money} seraient comptés deux
  fois. Les totaux les comptent une fois.
shared_with = Partagé avec {other} : {part:pct} de ces dossiers.
kept = Compté ici : {kept:pct} de ce gain.
budget_title = Ce qu’on peut établir ensuite, et à quel coût
budget_note = La mesure dont on attend le plus d’abord. Le coût est celui de la mesure elle-même, marge non
  gagnée comprise ; le gain est ce qu’apporterait une meilleure décision, ce coût déduit.
budget_what = Mesure
budget_weeks = Semaines
budget_cost = Coût
budget_gain = Gain attendu
budget_lifts = Preuve atteinte
budget_spent = Coût cumulé
budget_weeks_n = {n:int}
budget_none = inchangée
budget_total = Toutes ensemble : {cost}.
budget_unpriced = {n:noun mesure|mesures} dont personne ne connaît le coût : hors de ce total.
budget_settled = Inutile de mesurer davantage, mieux décider n’en couvrirait pas le coût : {names}.
budget_settled_more = Inutile de mesurer davantage, mieux décider n’en couvrirait pas le coût : {names}, et
  {n:int} de plus.
rest_groups = {n:noun autre ligne|autres lignes} : le classeur donne tout.
rest_budget = {n:noun autre mesure|autres mesures} : le classeur donne tout.
rest_overlaps = {n:noun autre paire|autres paires} d’automatisations partagent leur gain : le classeur
  donne tout.
sheet = Portefeuille
column_group = Groupe
volume_note = Ce qui est traité en plus se compte en dossiers, jamais en argent ; rien ne dit ici ce qui en
  est la
  cause.
use_ask = Qu’est devenu le temps libéré ?
use_note = Une réponse suffit. D’ici là, une fourchette large est retenue, jamais la totalité.
use_avoided = Une embauche, des heures supplémentaires ou un prestataire évités
use_redeployed = Davantage de vente ou de travail facturé
use_absorbed = D’autres tâches l’ont absorbé
use_kept = C’est noté. Le gain suivra au prochain calcul.
use_none = Aucune réponse n’a été donnée : rien n’a changé.
fte_basis = {said}, sur la base de {hours:int} h par an
"""

TOP = """
worth_volume_handled = Dossiers traités en plus par mois
worth_volume_before = Dossiers par mois, avant
worth_volume_after = Dossiers par mois, maintenant
worth_volume_hours_before = Heures passées dessus par mois, avant
worth_volume_hours_after = Heures passées dessus par mois, maintenant
"""

FIELDS = """
field_team = Équipe
field_speed = Argent qui rentre plus tôt
field_annual_turnover = Chiffre d’affaires d’une année
field_cost_of_capital = Coût de l’argent, par an
hint_cost_of_capital = Le taux du découvert ou de l’emprunt ; 0 % si rien n’est emprunté ni placé.
field_days_before = Jours d’attente avant
field_days_after = Jours d’attente maintenant
field_watching = Incidents repérés plus tôt
field_detection_days_before = Jours avant qu’on s’en aperçoive, avant
field_detection_days_after = Jours avant qu’on s’en aperçoive, maintenant
hint_detection_days_after = Laissé vide : le délai le plus long des règles de perte.
field_shared_with = Automatisations qui comptent les mêmes minutes
one_shared_with = Automatisation
add_shared_with = Ajouter une automatisation
field_split = Parts, par automatisation
hint_split = Laissé vide : parts égales.
one_split = Part
add_split = Ajouter une part
"""

FIGURES = """
totals_group = Gain après coûts, par mois, {group}, preuve {word}
totals_overlap = Dossiers traités à la fois par {one} et par {other}
totals_overlap_money = Gain sur les dossiers traités par {one} et par {other}, compté une seule fois
totals_taken = Gain de {name} que les totaux comptent avec d’autres
totals_next_cost = Coût de toutes les mesures qui valent la peine
totals_next_of_cost = Coût de la prochaine mesure de {name}
totals_next_of_gain = Gain attendu de la prochaine mesure de {name}
totals_next_of_spent = Coût des mesures jusqu’à celle de {name}
"""

FORMULAS = """
totals.overlap = Dossiers que nomment les exécutions des deux automatisations, comptés un par un.
totals.overlap_money = Moyenne de ce que chacune des deux compte pour les dossiers qu’elles ont traités
  toutes
  deux, par mois.
totals.taken = Gain sur les dossiers que d’autres ont traités aussi × les parts comptées avec elles.
totals.next_cost = Ce que demande la mesure : heures de travail, marge des dossiers laissés de côté.
totals.next_gain = Ce que rapporterait d’en savoir plus sur la durée de vie − ce que coûte la mesure.
totals.next_spent = Somme des coûts connus.
worth.volume_handled = Dossiers par mois maintenant − dossiers par mois avant la mise en service.
worth.volume_before = Dossiers commencés par mois, avant la mise en service, comptés un par un.
worth.volume_after = Dossiers commencés par mois, depuis la mise en service, comptés un par un.
worth.volume_hours_before = Dossiers par mois avant la mise en service × minutes de travail sur chacun ÷ 60.
worth.volume_hours_after = Dossiers par mois depuis la mise en service × minutes de travail sur chacun ÷ 60.
"""

UNKNOWNS = """
cases_not_named = les exécutions ne nomment pas les dossiers
nobody_can_tell = ce que l’on sait ne permet pas de le calculer
"""

MONEY = """
kept = Part du gain comptée ici
"""

WORKED = """
why_planned = Pas de formule plus courte : ce chiffre vient du plan de la mesure, que personne n’a encore
  faite.
"""
