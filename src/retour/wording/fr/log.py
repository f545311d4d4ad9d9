"""Le journal durable : ce qu’il contient, ce qu’a fait son entretien, ce qui n’a pas pu se faire."""

TEXT = """
empty = Rien n’est encore arrivé par la porte : ce dossier n’a pas de journal.
holding = {process} : {events:noun événement|événements} dans {files:noun fichier|fichiers} ({size}), du
  {first:date} au {last:date}
holding_none = {process} : rien de scellé pour l’instant
past = {n:noun version antérieure gardée|versions antérieures gardées}, pour « tel que connu le »
waiting = {n:noun événement pas encore scellé|événements pas encore scellés} : comptés quand même
runs = Exécutions : {n:noun message scellé|messages scellés}, {waiting:int} pas encore
left_out = {n:noun valeur d’attribut non gardée|valeurs d’attributs non gardées}, car aucun processus ne les
  déclare : {names}. Déclarez ces attributs dans le processus, et renvoyez les événements s’il le faut.
kept_ever = Gardé sans limite : aucune durée n’est déclarée dans retour.yaml.
kept_months = {process} : gardé {n:noun mois|mois} après le dernier événement d’un dossier
kept_runs = Exécutions : gardées {n:noun mois|mois}
acts = {n:noun effacement ou purge inscrit|effacements ou purges inscrits}, dernier sceau {seal}
sealed = {taken:noun événement scellé|événements scellés} : {added:noun événement cru|événements crus}
  désormais, {past:noun version gardée|versions gardées} comme passé ; {runs:noun exécution|exécutions}.
sealed_nothing = Rien à sceller.
compacted = {before:noun fichier réuni|fichiers réunis} en {after:int}.
compacted_nothing = Rien à réunir.
purged = {n:noun ligne plus ancienne que la durée retirée|lignes plus anciennes que la durée retirées}, du
  disque aussi. L’acte est dans log/erasures.jsonl.
purged_nothing = Rien n’est plus ancien que la durée de conservation.
would_erase = Seraient effacés : {cases:noun dossier|dossiers} de cette personne, et
  {values:noun valeur qui la nomme|valeurs qui la nomment} ailleurs. Rien n’a été effacé : ajoutez --yes.
erased = Effacé : {cases:noun dossier entier|dossiers entiers} ({dropped:noun événement|événements},
  versions antérieures comprises), {blanked:noun valeur vidée|valeurs vidées} ailleurs. Recherche refaite
  dans {looked:noun fichier|fichiers} : plus rien. Acte {number:int}, sceau {seal}
erased_not = Pas terminé : la personne est encore dans ce que Retour garde.
export_left = Votre fichier {path} nomme encore cette personne : le prochain audit le relira. Corrigez-le ou
  retirez-le.
too_short = Donnez une adresse électronique, ou un nom d’au moins trois lettres.
known_on = Avec ce que le journal savait le {day:date}.
"""

PROBLEMS = """
log.busy = Quelqu’un d’autre scelle ou range ce journal : réessayez dans un instant. Rien n’est perdu.
log.disk_full = Le disque est plein : le journal n’a pas été changé. Ce qui est arrivé reste là, et compte.
log.read_only = Ce dossier ne peut pas être écrit : le journal n’a pas été changé. Ce qui est arrivé reste
  là.
log.failed = Le journal n’a pas pu être utilisé ({value}) : rien n’a été changé.
log.process_undeclared = {count:noun événement|événements} du processus « {value} » sont arrivés, et
  personne ne l’a déclaré : rien n’en est compté. Déclarez-le dans processes/{value}.yaml.
log.told_twice = {count:noun étape|étapes} de « {value} » sont dites à la fois par le journal et par un
  fichier, au même instant : elles comptent deux fois. Retirez-les du fichier.
log.not_erased = {value} nomme encore la personne. Scellez le journal, puis effacez de nouveau.
erasures.altered = La ligne {value} du registre des effacements n’est plus celle qui a été scellée.
retention.unreadable = « {value} » n’est pas une durée de conservation : écrivez 13 mois, ou 2 ans.
"""
