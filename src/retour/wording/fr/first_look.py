"""The first ten minutes, in French: a file, two exports, one date, one effect, a text pasted."""

TEXT = """
what_form = demandes du formulaire
what_one_form = demande du formulaire
what_pipedrive = affaires de Pipedrive
what_one_pipedrive = affaire de Pipedrive
what_hubspot = transactions de HubSpot
what_one_hubspot = transaction de HubSpot
what_quotes = devis
what_one_quotes = devis
what_make = exécutions de Make
what_one_make = exécution de Make
what_n8n = exécutions de n8n
what_one_n8n = exécution de n8n
what_table = dossiers de « {in_file} »
what_one_table = dossier de « {in_file} »
where_form = le formulaire
where_pipedrive = Pipedrive
where_hubspot = HubSpot
where_quotes = les devis
where_make = Make
where_n8n = n8n
where_table = « {done_file} »

lost_many = {n:int} {what:say first} ne sont pas dans {where:say first}, {within} après leur arrivée : les
  voici.
lost_many_alone = {n:int} {what:say first} ne sont pas dans {where:say first}, {within} après leur arrivée.
lost_one = 1 {what_one:say first} n’est pas dans {where:say first}, {within} après son arrivée.
lost_none = Rien n’est perdu : sur {due:int} {what:say first} dont le délai est passé, tout se retrouve dans
  {where:say first}.
lost_since_many = Depuis le {go_live:date}, {n:int} {what:say first} ne sont pas dans {where:say first},
  {within} après leur arrivée : les voici.
lost_since_many_alone = Depuis le {go_live:date}, {n:int} {what:say first} ne sont pas dans {where:say
  first}, {within} après leur arrivée.
lost_since_one = Depuis le {go_live:date}, 1 {what_one:say first} n’est pas dans {where:say first}, {within}
  après son arrivée.
lost_since_none = Rien n’est perdu depuis le {go_live:date} : sur {due:int} {what:say first} dont le délai
  est
  passé, tout se retrouve dans {where:say first}.
lost_strangers = Aucun des {due:int} dossiers de « {in_file} » ne se retrouve dans « {done_file} » : les
  deux
  fichiers ne parlent sans doute pas des mêmes dossiers. Vérifiez la colonne qui les relie : un numéro
  commun,
  l’adresse e-mail, le téléphone ou le nom.
cannot_match = Rien ne permet de rapprocher les {n:int} dossiers de « {in_file} » de ceux de « {done_file}
  » : il faut un
  numéro commun, l’adresse e-mail ou le téléphone.
lost_nothing_due = Aucun dossier de « {in_file} » n’a encore dépassé son délai de {within} : rien ne peut
  être
  perdu.
open_many = {n:int} {what:say first} n’en sont pas encore à « {end} », {within} après leur début : les
  voici.
open_many_alone = {n:int} {what:say first} n’en sont pas encore à « {end} », {within} après leur début.
open_one = 1 {what_one:say first} n’en est pas encore à « {end} », {within} après son début.
open_none = Sur {due:int} {what:say first} dont le délai est passé, tout est arrivé à « {end} ».
reached = Sur {n:int} dossiers suivis pendant {horizon}, {share:pct} sont arrivés à « {end} ».
reached_median = Un dossier sur deux y arrive en moins de {after:duration}.
followed = Suivi de {n:int} {what:say first}, de « {start} » à « {end} ».
nothing = Ces fichiers ne permettent pas encore de répondre : voyez pourquoi ci-dessous.

share = Cela fait {n:int} sur {due:int}, soit {share:pct}.
share_after = Depuis le {go_live:date} : {n:int} sur {due:int}, soit {share:pct}.
share_before = Avant le {go_live:date} : {n:int} sur {due:int}, soit {share:pct}.
late = {n:noun dossier est arrivé|dossiers sont arrivés} après le délai de {within}.
waiting = {n:noun dossier attend encore|dossiers attendent encore}, dans les temps.
past_end = {n:noun dossier est arrivé|dossiers sont arrivés} après la fin de « {done_file} » : on ne peut
  rien
  en dire.
median = Un dossier sur deux est traité en moins de {after:duration}.
median_unknown = Plus d’un dossier sur deux n’a pas été traité : on ne peut pas encore donner de délai
  habituel.
repeated = {n:noun demande répétée|demandes répétées} par la même personne en moins d’un jour :
  {n:pick comptée avec la première|comptées avec la première}.
known = {n:noun demande|demandes} dont la personne a bien une fiche, mais plus ancienne, ou déjà prise par
  une
  autre demande : ni {n:pick retrouvée|retrouvées}, ni {n:pick perdue|perdues}.
unchecked = {n:noun demande n’a été retrouvée|demandes n’ont été retrouvées} ni par l’adresse ni par le
  téléphone, et les noms étaient trop nombreux pour être comparés : {n:pick elle n’est comptée ni perdue, ni
  traitée|elles ne sont comptées ni perdues, ni traitées}, tant que personne n’a vérifié.
doubtful = {n:noun demande ressemble|demandes ressemblent} à plusieurs fiches à la fois : à vous de dire.
  Ni {n:pick retrouvée|retrouvées}, ni {n:pick perdue|perdues}.
unmatchable = {n:noun demande n’a|demandes n’ont} rien qui permette de la retrouver (ni numéro, ni e-mail,
  ni
  téléphone, ni nom) : ni {n:pick retrouvée|retrouvées}, ni {n:pick perdue|perdues}.
facts_only = Ce sont des faits comptés dans vos fichiers. Ils ne disent pas encore ce que l’automatisation a
  changé.
swapped = Les deux fichiers étaient dans l’autre ordre : « {in_file} » vient avant « {done_file} ». Ils ont
  été remis dans l’ordre.
ambiguous_days = Rien dans « {file} » ne dit si 05/06 est le 5 juin ou le 6 mai. Lu comme
  {order:say guess} ; à confirmer.
cost_before = Coût par dossier avant : {value} ({defence}).
cost_unknown = Coût par dossier après, encore inconnu : {why}.
cost_to_give = Coût par dossier inconnu : donnez le coût d’une heure de travail et les minutes passées par
  dossier.

by_case = {n:noun dossier reconnu|dossiers reconnus} par leur numéro.
by_email = {n:noun dossier reconnu|dossiers reconnus} par l’adresse e-mail (majuscules et « +… » ignorés).
by_phone = {n:noun dossier reconnu|dossiers reconnus} par le téléphone.
by_name = {n:noun dossier reconnu|dossiers reconnus} par le nom, à relire un par un.
name_rule = Deux noms n’en font qu’un si au moins {threshold:pct} de leurs lettres concordent (accents,
  majuscules, ponctuation, formes juridiques et ordre des mots ignorés) et si la fiche date de {window:noun
  jour|jours} au plus après la demande. Si l’adresse ou le téléphone diffère, il en faut {other:pct}. Si
  deux fiches sont presque aussi proches, rien n’est choisi.
name_pair = « {one} » (ligne {line}) et « {other} » (ligne {other_line}), {similarity:pct}
doubt = « {name} » (ligne {line}) : {records}
doubt_record = « {name} » (ligne {line})
case_other_numbers = Les numéros des deux fichiers ne désignent pas les mêmes dossiers : ils n’ont pas
  servi.
name_too_large = Trop de noms à comparer en quelques secondes : ce rapprochement n’a pas été tenté.
name_refused = Les noms n’ont pas été comparés, comme demandé.

proposed = {why} À confirmer.
new_activity = « {value} » apparaît le {day:date} pour la première fois, {n:int} fois depuis.
new_kind = « {value} » ({column}) apparaît le {day:date} pour la première fois, {n:int} fois depuis.
first_run = La première exécution de « {file} » date du {day:date}.
said_by_file = Le fichier « {file} » indique le {day:date}.
delay = Le délai change autour du {day:date} : environ {before:duration} avant,
  {after:duration} après.
share_changed = La part des demandes retrouvées change autour du {day:date} : {before:pct} avant,
  {after:pct} après.
volume = Le nombre de demandes change autour du {day:date} : environ {before:int} par semaine
  avant,
  {after:int} après.
no_date = Aucune date ne saute aux yeux dans ces fichiers. Donnez celle que vous connaissez.

effect_delay = Les {days:noun premier jour|premiers jours} après le {go_live:date}, le délai de traitement
  a été de {observed} ; sans l’automatisation,
  il aurait été de {counterfactual}. Effet : {value}, {direction} ({n}). {grade}.
effect_share = Les {days:noun premier jour|premiers jours} après le {go_live:date}, « {indicator} » :
  {observed} ; sans l’automatisation, cela
  aurait été {counterfactual}. Effet : {value}, {direction} ({n}). {grade}.
effect_none = Les {days:noun premier jour|premiers jours} après le {go_live:date}, pas d’effet visible sur
  « {indicator} » : {value}, {comparator}
  ({n}).
not_before = Pas mesurable avant le {day:date} : {why}.
not_measurable = Pas mesurable avec ces fichiers : {why}.
no_day = Donnez la date de mise en service : sans elle, il n’y a ni avant, ni après.
instead = Ce que vous pouvez mesurer dès maintenant :
instead_lost = les dossiers perdus, un par un, et leur part avant et après ;
instead_delay_levels = le délai de traitement avant et après, sans dire ce qui revient à l’automatisation ;
instead_hold_out = l’effet lui-même, en laissant au hasard quelques dossiers sans l’automatisation ;
instead_export_more = un export plus long : il faut surtout du temps d’avant la mise en service.

no_claim = Ce texte ne contient ni affirmation chiffrée, ni tableau : collez une phrase comme « 23 % des
  devis
  relancés ont été signés », ou un tableau avec ses titres de colonnes.
no_text = Collez une phrase ou un tableau.
no_headings = C’est bien un tableau, mais sans ligne de titres reconnue. Il en faut une : nom du process,
  objectif, outils, KPI principal, fréquence de suivi, impact constaté.
drafts = {n:noun automatisation lue|automatisations lues} dans ce tableau : {names}.
to_export = Pour aller plus loin, exportez :
export_cases = {subject:say first}, avec la date de début, la date de fin et le résultat{from_tools}
export_treated = pour chaque dossier, si l’automatisation s’en est occupée, et quand (une colonne « date de
  relance », ou le journal de l’outil)
export_before = les mêmes colonnes pour les douze mois d’avant
export_kinds = une colonne qui dit le type de client
export_source = {subject:say first} à leur arrivée : date, nom, adresse e-mail, téléphone{from_tools}
export_target = ce qui a été fait : date, numéro, nom, adresse e-mail
export_runs = l’historique des exécutions : date, résultat, durée
export_timed = les minutes passées à la main sur une vingtaine de dossiers, chronométrées
export_log = la liste des étapes de chaque dossier, avec leur date et qui les a faites
export_answers = les réponses à l’enquête : date, note, avant ou après
subject_quotes = la liste de vos devis
subject_requests = la liste de vos demandes
subject_tickets = la liste de vos tickets
subject_invoices = la liste de vos factures
subject_meetings = la liste de vos rendez-vous
subject_cases = la liste de vos dossiers
from_tools = (depuis {tools})

seen = {rows:noun ligne lue|lignes lues}, {cases:noun dossier|dossiers},
  {rejected:noun ligne écartée|lignes écartées}.
runs_seen = {n:noun exécution|exécutions}, du {first:date} au {last:date}.
role_case = numéro de dossier
role_start = date d’arrivée
role_date = autre date
role_time = date de l’événement
role_activity = ce qui s’est passé
role_email = adresse e-mail
role_phone = téléphone
role_name = nom
role_first_name = prénom
role_last_name = nom de famille
role_company = société
role_title = intitulé
role_amount = montant
role_minutes = minutes de travail
role_kind = type de dossier
role_none = non utilisée

column_seen = « {column} » : {role}
open_line = {label}, {at}, ligne {line}
more = … et {n:noun autre|autres}.
column_name = Nom
column_email = E-mail
column_at = Arrivée
column_deadline = Attendu avant
column_file = Fichier
column_line = Ligne
column_case = Numéro
kept = Espace gardé dans {path} : « retour audit {path} » le relit.
page_title = Ce qui est arrivé, ce qui a été fait
page_lost = Les dossiers perdus
page_facts = Ce que disent les fichiers
page_matched = Comment les dossiers ont été reconnus
page_pairs = Rapprochés par le nom, à relire
page_doubts = À départager
page_effect = Ce que l’automatisation a changé
page_paste = La phrase à transmettre
page_made = Calculé le {today:date}, données jusqu’au {last:date}.
"""

PROBLEMS = """
measure.same_file = Les deux fichiers sont le même (« {value} ») : il en faut un pour ce qui est arrivé,
  un pour
  ce qui a été fait.
measure.runs_alone = « {value} » est un historique d’exécutions : il dit quand l’outil a tourné, pas ce
  que sont
  devenus les dossiers. Donnez l’export des dossiers.
measure.no_case = « {value} » ne contient aucun dossier daté : il faut une colonne de dates.
measure.one_moment = « {value} » ne donne qu’une date par dossier : il en faut deux, ou un second fichier.
measure.folder_taken = Le dossier « {value} » contient déjà un espace : rien n’y a été écrit. Choisissez un
  autre dossier.
measure.too_many_files = Deux fichiers au plus : ce qui est arrivé, puis ce qui a été fait.
look.no_date = Aucune colonne de « {value} » ne contient de dates : il en faut au moins une.
"""
