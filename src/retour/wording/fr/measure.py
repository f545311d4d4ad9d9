"""What two exports say, and what an import did, in French."""

TEXT = """
lost_many = {lost:int} dossiers de « {came_in} » ne sont pas dans « {done} », alors que leur délai est passé
  : les voici.
lost_one = Un dossier de « {came_in} » n’est pas dans « {done} », alors que son délai est passé : le voici.
lost_all = Aucun des {due:int} dossiers de « {came_in} » ne se retrouve dans « {done} » : les deux fichiers
  ne parlent sans doute pas des mêmes dossiers. Vérifiez la colonne qui les relie (un numéro commun, ou
  l’adresse e-mail).
lost_none = Aucun dossier perdu sur {due:int} : tous ceux de « {came_in} » dont le délai est passé sont dans
  « {done} ».
nothing_due = Aucun dossier de « {came_in} » n’a encore dépassé son délai : rien ne peut être perdu.
share = Cela fait {lost:int} sur {due:int}, soit {share:pct}.
before = Avant le {go_live}, il en manquait {lost:int} sur {due:int}, soit {share:pct}.
late = {late:noun dossier est arrivé|dossiers sont arrivés} après le délai de {within}.
waiting = {waiting:noun dossier attend encore|dossiers attendent encore}, dans les temps.
unmatchable = {n:noun dossier n’a|dossiers n’ont} pas d’adresse e-mail : ni retrouvés, ni comptés comme
  perdus.
delay = Un dossier sur deux est traité en moins de {after:duration}.
delay_both = Un dossier sur deux est traité en moins de {after:duration} ; c’était {before:duration} avant
  le {go_live}.
delay_unknown = Plus d’un dossier sur deux n’a pas été traité : on ne peut pas encore donner de délai
  habituel.
cause = Ce sont des faits comptés dans vos fichiers. Ils ne disent pas encore ce que l’automatisation a
  changé.
by_case = Dossiers rapprochés par leur identifiant.
by_email = Dossiers rapprochés par l’adresse e-mail (majuscules, espaces et « +… » ignorés).
line = ligne {line}
more = … et {n:noun autre|autres}.
one_file = Donnez aussi le fichier de ce qui a été fait : avec un seul fichier, personne ne peut dire ce qui
  s’est perdu.
guessed = Ce que nous avons deviné dans « {file} »
imported_events = Événements importés : {path}
imported_runs = Exécutions importées : {path}
imported_sheet = Brouillons écrits : {n:int}
already = Déjà importé : rien n’a changé.
nothing = Rien n’a pu être importé de « {file} ».
check_next = Vérifiez ce qui a été deviné dans {path}, puis lancez « retour check ».
"""
