"""Le livre de comptes : mois clos, corrections à côté, ce que trouve la vérification, en français."""

TEXT = """
title = Livre de comptes
intro = Chaque mois terminé est clos une fois : ce qui a été inscrit reste, et une correction s’ajoute à côté.
  L’argent, le temps libéré et les coûts ne sont jamais additionnés entre eux.
empty = Aucun mois n’est encore clos.
how_to_close = Pour clore les mois terminés : retour ledger close
month = {month}
cash = Argent
capacity = Temps libéré
cost = Coûts
total = {nature} : {amount}, {range} à 90 %
total_declared = {nature} : {amount}, fourchette {range}
total_alone = {nature} : {amount}
total_unknown = {nature} : personne ne peut le dire
not_counted = {n:noun ligne|lignes} que personne ne peut encore dire, hors du total
line = {name}, {line} : {amount} ({grade})
line_unknown = {name}, {line} : {unknown}
range = entre {low} et {high}
was = inscrit le {day:date} : {amount}
restated = corrigé le {day:date} : {amount}
restated_because = corrigé le {day:date} : {amount} ({because})
completed = connu depuis le {day:date} : {amount}
nothing = personne ne peut le dire
known_on = Tel que connu le {day:date}.
head = {entries:noun ligne|lignes}, dernier sceau {seal}
closed = {n:noun ligne ajoutée|lignes ajoutées} pour {months:noun mois|mois}.
closed_nothing = Rien à clore : tous les mois terminés le sont déjà.
moved_title = Ces mois clos se diraient autrement aujourd’hui. Rien n’a été changé : pour ajouter les nouveaux
  montants à côté des anciens, lancez « retour ledger restate » avec une raison.
moved = {month} · {name}, {line} : {was} inscrit, {now} aujourd’hui
moved_unknown = {month} · {name}, {line} : inscrit comme inconnu, {now} aujourd’hui
moved_to_unknown = {month} · {name}, {line} : {was} inscrit, personne ne peut le dire aujourd’hui
moved_new = {month} · {name}, {line} : pas encore déclaré quand le mois a été clos, {now} aujourd’hui
moved_more = … et {n:noun autre|autres}
restated_n = {n:noun ligne ajoutée|lignes ajoutées}, chacune à côté de celle qu’elle corrige.
restated_nothing = Rien à corriger : tous les mois clos disent la même chose aujourd’hui.
no_reason = Dites pourquoi : --because "…"
bad_month = « {value} » n’est pas un mois : écrivez 2026-10.
exported = {entries:noun ligne écrite|lignes écrites} dans {path}, dernier sceau {seal}
sound_ledger = Intact : {n:noun ligne|lignes}, chaque sceau et chaque montant recalculés. Dernier sceau {seal}
sound_draws = Intact : {n:noun ligne|lignes}, chaque sceau, chaque montant et chaque fourchette recalculés.
  Dernier sceau {seal}
sound_decisions = Intact : {n:noun décision|décisions}, chaque sceau recalculé. Dernier sceau {seal}
not_sound = Altéré : {n:noun problème|problèmes} sur {entries:noun ligne|lignes}.
compare_seal = Un fichier réécrit depuis sa première ligne a des sceaux qui tiennent : comparez le dernier à
  un sceau cité ailleurs (--seal).
column_line = Quoi
column_amount = Montant
column_range = Fourchette
column_grade = Preuve
column_history = Inscrit
download = Télécharger le livre de comptes
verify_hint = Chacun peut vérifier ce fichier sans les données de Retour : retour verify ledger.jsonl
problems = Le livre de comptes a été modifié
close_now = Clore les mois terminés
close_note = Ce qui est clos reste. Ce que personne ne peut encore savoir est inscrit comme inconnu, et
  complété plus tard.
closed_now = {n:noun ligne ajoutée|lignes ajoutées} au livre de comptes.
close_refused = Rien n’a été ajouté : le livre de comptes a été modifié, ou se termine après aujourd’hui.
close_waits = Rien n’a encore été calculé : il n’y a rien à clore.
restate_title = Corriger des mois clos
restate_note = Les montants d’aujourd’hui sont ajoutés à côté de ceux qui étaient inscrits : rien n’est
  effacé, et les deux restent affichés, avec la raison. Un mois dont rien n’a changé n’est pas touché.
restate_month = Quel mois
restate_every_month = Tous les mois clos
restate_automation = Quelle automatisation
restate_every_automation = Toutes
restate_because = Pourquoi
restate_now = Inscrire la correction
no_reason_web = Une correction demande une raison : elle reste inscrite avec les montants.
moved_heading = Se dirait autrement aujourd’hui
moved_web = Ces mois clos se diraient autrement aujourd’hui. Rien n’a été changé : sur une copie du dossier,
  « retour ledger restate » ajoute les nouveaux montants à côté des anciens, avec une raison.
"""

PROBLEMS = """
ledger.unreadable = Cette ligne du livre de comptes est illisible : {value}
ledger.truncated = La dernière ligne du livre de comptes est coupée : {value}
ledger.altered = La ligne {value} n’est plus celle qui a été scellée : elle a été modifiée.
ledger.broken = La ligne {value} ne suit pas celle d’avant : une ligne a été retirée, ajoutée, répétée ou
  déplacée ({expected:int} était attendue).
ledger.order = La ligne {value} se dit inscrite le {recorded}, avant la ligne du dessus ({above}).
ledger.amount = Ligne {value} : ses données donnent {made}, elle dit {written} (centièmes).
ledger.bounds = Ligne {value} : sa fourchette, de {low} à {high} (centièmes), n’est pas celle que donnent ses
  données.
ledger.restates = La ligne {value} dit corriger la ligne {number}, qui parle d’autre chose.
ledger.twice = La ligne {value} répète ce qu’une ligne disait déjà, sans dire qu’elle la corrige.
ledger.seal_missing = Aucune ligne ne porte le sceau {value} : ce n’est pas le fichier d’où il a été cité.
ledger.later = Le livre de comptes se termine par la ligne {value}, inscrite le {recorded:date} : rien n’est
  ajouté le {today:date}.
ledger.diverged = Ce livre de comptes ne continue pas celui de l’espace, qui compte {value} lignes.
"""
