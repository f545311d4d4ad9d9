"""What is wrong in the files that were read, what to do, and what was guessed, in French."""

TEXT = """
file.missing = Le fichier « {value} » n’existe pas.
file.header_only = Ce fichier n’a qu’une ligne de titres, aucune donnée.
file.old_excel = Ce fichier est un ancien Excel, ou il est protégé par un mot de passe.
file.html = Ce fichier est une page web, malgré son nom.
file.zip_bomb = Une fois décompressé, ce fichier serait démesuré : {bytes:noun octet|octets}, {limit:int} au
  plus.
file.broken = Ce fichier est abîmé : il n’a pas pu être lu jusqu’au bout.
file.truncated_gzip = Ce fichier compressé est coupé : ce qui précède la coupure a été gardé.
file.wrong_extension = Ce fichier est en réalité un {found}, malgré son extension « {extension} » : il est
  lu comme tel.
file.too_many_columns = Ce fichier a {columns:int} colonnes : les {limit:int} premières sont lues.
text.undecodable = Des caractères sont illisibles avec l’encodage {value}.
encoding.unknown = « {value} » n’est pas un encodage connu.
separator.invalid = « {value} » ne peut pas séparer des colonnes.
sheet.missing = La feuille « {value} » n’existe pas. Feuilles : {sheets}.
xml.doctype = Ce fichier contient une déclaration DOCTYPE : elle est refusée par sécurité.
xml.broken = Ce fichier est abîmé à cette ligne : ce qui précède a été gardé.
ocel.first_version = « {value} » est un journal de la première version d’OCEL : exportez-le en OCEL 2.0.
ocel.packed = « {value} » est un fichier SQLite compressé : décompressez-le d’abord, il se lit là où il est.
ocel.table_missing = La table « {value} » n’est pas là comme OCEL 2.0 le demande (une vue ne compte pas).
ocel.entry_broken = Cette entrée de « {value} » n’est pas un objet.
ocel.no_object = Ce journal ne contient aucun objet : rien n’y peut être un dossier.
ocel.object_not_chosen = Ce journal a plusieurs types d’objets ; lequel est le dossier ? {known}.
ocel.object_unknown_type = Aucun objet de type « {value} » dans ce journal. Types : {known}.
ocel.object_nowhere = L’objet « {value} » n’est nulle part dans ce journal : ce lien est écarté.
ocel.flattened = Chaque « {object} » est un dossier : {shared:noun événement compte|événements comptent} dans
  plusieurs dossiers, {elsewhere:noun événement n’est d’aucun dossier : écarté|événements ne sont d’aucun
  dossier : écartés}. Les qualificatifs ne sont pas lus.
export.characters_replaced = {count:noun texte contient|textes contiennent} des caractères que ce format ne
  peut pas dire : un signe de remplacement (U+FFFD) en tient lieu.
export.names_people = Ce fichier nomme des personnes ({attributes}) : gardez-le comme les exports dont il
  vient.
export.nothing = Le processus « {value} » n’a aucun événement à exporter.
export.which_process = Quel processus ? Ceux qui sont déclarés : {known}.
column.missing = Aucune colonne « {value} » ({role:say column_role}).
column.duplicated = Deux colonnes s’appellent « {value} » : la seconde devient « {renamed} ».
process.no_rows = Aucune ligne de ce fichier ne concerne ce processus. Trouvés : {found}.
events.other_transitions = {kept:noun événement gardé|événements gardés} ;
  {skipped:noun étape intermédiaire écartée|étapes intermédiaires écartées}.
problems.more = … et {count:noun autre problème|autres problèmes} du même genre.
line.too_long = Cette ligne est démesurée : {limit:noun caractère|caractères} au plus.
line.too_many_cells = Cette ligne a {cells:int} cases pour {columns:int} colonnes.
line.too_few_cells = Cette ligne n’a que {cells:int} cases pour {columns:int} colonnes.
line.quote_unclosed = Un guillemet s’ouvre et ne se referme pas.
line.nul = Cette ligne contient des caractères vides.
line.total = Cette ligne est un total, pas un dossier.
line.not_json = Cette ligne n’est pas du JSON.
line.truncated = Cette ligne est coupée par la fin du fichier abîmé.
case.missing = Cette ligne n’a pas de numéro de dossier.
activity.missing = Cette ligne ne dit pas ce qui s’est passé.
time.missing = Cette ligne n’a pas de date.
time.unreadable = « {value} » n’est pas une date lisible.
time.impossible = « {value} » n’existe pas dans le calendrier.
time.out_of_range = « {value} » est hors des années {from:raw} à {to:raw}.
time.twice = « {value} » existe deux fois ce jour-là (changement d’heure) : la première est retenue.
time.never = « {value} » n’existe pas ce jour-là (changement d’heure) : l’heure suivante est retenue.
amount.unreadable = « {value} » n’est pas un montant : l’événement est gardé sans montant.
amount.not_finite = « {value} » n’est pas un montant utilisable : l’événement est gardé sans montant.
amount.too_large = « {value} » est un montant démesuré : l’événement est gardé sans montant.
minutes.unreadable = « {value} » n’est pas un nombre de minutes : l’événement est gardé sans minutes.
minutes.not_finite = « {value} » n’est pas un nombre de minutes utilisable : l’événement est gardé sans
  minutes.
minutes.too_large = « {value} » est un nombre de minutes démesuré : l’événement est gardé sans minutes.
minutes.negative = « {value} » est un nombre de minutes négatif : l’événement est gardé sans minutes.
actor_kind.unknown = Le type d’acteur de cette ligne n’est pas connu : personne, robot ou client.
run.id_missing = Cette exécution n’a pas d’identifiant.
run.automation_unknown = L’automatisation « {value} » n’est pas déclarée.
run.status_unknown = « {value} » n’est pas une fin d’exécution connue.
run.conflict = L’exécution « {value} » apparaît deux fois, avec deux contenus : la première est gardée.
run.ended_before_started = Cette exécution se termine avant d’avoir commencé : sa fin est écartée.
run.items_unreadable = « {value} » n’est pas un nombre d’éléments.
run.ignored_unreadable = « {value} » n’est pas un nombre d’éléments ignorés.
run.cost_units_unreadable = « {value} » n’est pas un nombre d’unités facturées.
run.trigger_unknown = « {value} » n’est pas un déclencheur connu : compté comme une vraie exécution.
runs.unrecognised = Ce fichier n’est pas une liste d’exécutions.
answer.automation_missing = Cette réponse ne dit pas de quelle automatisation elle parle.
answer.item_missing = Cette réponse ne dit pas à quelle question elle répond.
answer.audience_unknown = « {value} » n’est ni l’équipe, ni les clients.
answer.wave_unreadable = « {value} » n’est pas une date d’enquête lisible.
answer.value_unreadable = « {value} » n’est pas une note.
answer.after_unreadable = « {value} » ne dit pas si la réponse vient d’avant ou d’après.
reading.automation_missing = Ce relevé ne dit pas de quelle automatisation il parle.
reading.indicator_missing = Ce relevé ne dit pas de quel indicateur il parle.
reading.period_unreadable = « {value} » n’est pas une période lisible.
reading.value_missing = Ce relevé n’a pas de valeur.
reading.value_unreadable = « {value} » n’est pas un nombre.
reading.n_unreadable = « {value} » n’est pas un nombre de dossiers.
"""

HINTS = """
nearest = Vouliez-vous dire « {hint} » ?
first_kept = Le premier est gardé.
left_aside = Vérifiez l’horloge de la source.
install_clickhouse = Installez-le : `pip install retour[clickhouse]`.
install_postgresql = Installez-le : `pip install retour[postgres]`.
table_not_there = Vérifiez son nom et son schéma, par exemple `crm.devis`.
table_not_granted = Donnez `USAGE` sur son schéma et `SELECT` sur la table au rôle de Retour.
install_spark = Installez-le : `pip install retour[spark]`.
map_it = Déclarez-le dans le processus, sous « files ».
day_order = Le jour et le mois sont peut-être inversés : précisez « day_first ».
save_as_xlsx = Enregistrez-le au format .xlsx, sans mot de passe.
choose_object = Écrivez son type sous « object » dans le processus, ou : retour import --object TYPE.
save_as_csv = Enregistrez-le au format CSV.
"""

GUESSES = """
said = {what} : {value}
said_unsure = {what} : {value}, à vérifier
kind = format
encoding = encodage
separator = séparateur
header_line = ligne des titres
sheet = feuille
object = objet qui est le dossier
written_by = écrit par
shape = forme
day_order = ordre des dates
decimal = décimales
timezone = fuseau horaire
lifecycle = étapes gardées
column = colonne
date = date
attribute = attribut
long = une ligne par événement
wide = une ligne par dossier
day_first = jour d’abord
month_first = mois d’abord
mixed = mélangé
comma = virgule
point = point
generated = numéro attribué
tab = tabulation
"""

ROLES = """
time = date
case = numéro de dossier
activity = ce qui s’est passé
event_id = numéro d’événement
actor = qui l’a fait
actor_kind = personne, robot ou client
amount = montant
minutes = minutes de travail
automation = automatisation
process = processus
item = question
value = valeur
period = période
indicator = indicateur
audience = équipe ou clients
wave = date d’enquête
status = fin d’exécution
started = début
id = identifiant
"""
