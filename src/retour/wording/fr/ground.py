"""On the ground: cases read, field journal, fragility, in French."""

TEXT = """
title = Sur le terrain
read_ten = Relire dix dossiers
page_title = Dix dossiers au hasard : {name}
page_note = Ouvrez chaque dossier dans vos outils et regardez ce que l’automatisation en a fait. Une lettre
  choisit ; Tab, puis Entrée enregistrent et passent au suivant.
drawn = {n:noun dossier tiré|dossiers tirés} au hasard parmi {of:int}, du {since:date} au {until:date}.
drawn_by_automation = Ce sont les dossiers dont au moins un événement porte le nom de l’automatisation.
drawn_by_treated = Ce sont les dossiers qui portent l’événement qui marque son passage.
drawn_by_robot = Rien ne dit quelle automatisation a agi : ce sont les dossiers où un robot est intervenu.
drawn_by_process = Rien ne dit quels dossiers elle a traités : ce sont tous les dossiers du processus.
drawn_how = Chaque dossier a la même chance d’être tiré ; rien ne garantit qu’il y en ait de chaque sorte. La
  première réponse fixe le tirage.
nothing_read = Aucun événement n’a encore été lu pour cette automatisation : il n’y a pas de dossier à relire.
nothing_handled = Aucun dossier n’a été traité du {since:date} au {until:date} : il n’y a rien à relire.
place = Dossier {number:int} sur {n:int} : {case}
told = Ce que disent les données
field = Ce qui est noté
value = Valeur
when = Quand
what = Ce qui s’est passé
who = Par
amount = Montant
at_row = {file}, ligne {line:int}
kind_human = une personne
kind_robot = l’automatisation ou un robot
kind_customer = le client
kind_unknown = non précisé
no_event = Les données ne disent plus rien de ce dossier.
verdict = Ce que vous avez trouvé
not_read = à relire
right = Bon
wrong = Mauvais
unexpected = Inattendu
note = Note
note_hint = Ce qui ne va pas, ou ce qui surprend. Pas de nom de personne.
keep = Enregistrer, puis le suivant
changed = Enregistrer
result_title = Ce que disent les dossiers relus
counts = Dossiers relus
rate = Part de mauvais dossiers
none_wrong = Aucun mauvais dossier sur {read:int} ne veut pas dire qu’il n’y en a pas : il peut encore y en
  avoir jusqu’à {high:pct} dans l’ensemble.
some_wrong = {wrong:noun mauvais dossier|mauvais dossiers} sur {read:int} : dans l’ensemble, entre
  {low:pct} et {high:pct}.
often_wrong = {wrong:noun mauvais dossier|mauvais dossiers} sur {read:int} : dans l’ensemble, au moins
  {low:pct}, et jusqu’à {high:pct}. C’est trop.
too_few = {read:noun dossier relu|dossiers relus} : il en faut dix pour répondre.
only_few = {n:noun dossier seulement a été traité|dossiers seulement ont été traités} : moins de dix ne
  répondent pas à la question.
unexpected_apart = {n:noun dossier inattendu, compté à part|dossiers inattendus, comptés à part} : ni bon, ni
  mauvais.
list_title = Les dossiers
back_to_review = Revenir à la revue
back_to_grid = Les questions
refused = Choisissez bon, mauvais ou inattendu.
saved = Enregistré.
tools = Outils
maintainers = Personnes qui savent la réparer
changes_per_month = Évolutions par mois
change_failure = Évolutions suivies d’une alerte
time_to_detect = Au plus tôt, un dossier perdu se voit après
time_to_restore = Durée d’une panne
open_failures = Pannes que rien n’a encore terminées
modules = Modules, dans son fichier de scénario
branches = Branches
swallowing = Modules qui avalent les erreurs
findings_serious = Points faibles graves
findings_warning = Points faibles à corriger
findings_note = Points bons à savoir
fragile_title = Est-elle fragile ?
fragile_note = Ce qui n’est pas connu n’est pas zéro.
evidence_title = Sur le terrain (O5, R3, R4)
journal_title = Journal de terrain
journal_note = Ce que des personnes ont vu. Les numéros sont ceux du graphique, aux dates qu’il
  montre.
journal_ask = Qu’avez-vous vu ?
journal_number = N°
journal_day = Date
journal_mood = Plutôt
journal_what = Ce qui a été vu
journal_by = Noté par
mood_good = bon
mood_bad = mauvais
mood_unexpected = inattendu
journal_add = Noter ce que vous avez vu
journal_add_note = Un fait, sa date. Pas de nom de client ni de collègue.
journal_keep = Ajouter au journal
journal_kept = Noté. Le graphique le montrera après le prochain calcul.
journal_waiting = Noté, pas encore sur le graphique
journal_day_hint = Par exemple 12/05/2026.
journal_no_day = Donnez une date, aujourd’hui au plus tard.
ask = Bon (b), mauvais (m), inattendu (i) ? Entrée : plus tard
ask_note = Une note ? (Entrée pour aucune)
"""
