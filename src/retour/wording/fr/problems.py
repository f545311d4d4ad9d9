"""What is wrong in what was declared (retour.yaml, processes, automations), in French."""

TEXT = """
folder.missing = Le dossier « {value} » n’existe pas.
workspace.missing = Il manque le fichier retour.yaml : sans lui, ce dossier n’est pas un espace.
workspace.repeated = Deux fichiers retour.yaml : on ne sait pas lequel croire.
review.signed = « {value} » est signé : il ne peut plus être modifié ni retiré. Faites une nouvelle revue.
review.altered = « {value} » n’est plus ce qui a été signé : son texte a changé depuis.
review.removed = « {value} » a été signé, et ce fichier a disparu.
decisions.unreadable = Cette ligne du journal des décisions est illisible.
decisions.altered = La décision {value} n’est plus celle qui a été signée : elle a été modifiée.
decisions.broken = La décision {value} ne suit pas celle d’avant : une ligne a été retirée, ajoutée ou
  déplacée ({expected:int} était attendue).
decisions.diverged = Ce journal des décisions ne continue pas celui de l’espace, qui compte {value} lignes.
file.ignored = « {value} » ne fait pas partie d’un espace : il n’est pas lu.
file.unreadable = Ce fichier ne peut pas être lu ({reason}).
segments.too_many = « {value} » découpe les dossiers en {found:int} segments, {limit:int} au plus :
  il est laissé de côté dans les effets.
file.unwritable = « {value} » ne peut pas être écrit ({reason}).
file.too_large = Ce fichier est trop gros : {bytes:noun octet|octets}, {limit:int} au plus.
file.binary = Ce fichier n’est pas du texte, malgré son nom.
file.encoding = Les caractères de ce fichier sont illisibles : enregistrez-le en UTF-8.
file.empty = Ce fichier est vide.
yaml.syntax = Cette ligne est incompréhensible : {message}
yaml.tab = Une tabulation se trouve là où il faut des espaces.
yaml.depth = Trop de niveaux imbriqués : {limit:int} au plus.
yaml.aliases = Trop de renvois (*) dans ce fichier : {limit:int} au plus.
yaml.nodes = Une fois ses renvois dépliés, ce fichier contient trop de valeurs : {limit:int} au plus.
yaml.recursive = Un renvoi se contient lui-même.
yaml.tag = L’étiquette « {value} » est refusée : écrivez la valeur seule.
yaml.documents = Ce fichier contient plusieurs documents : un seul par fichier.
key.duplicate = « {value} » est écrit deux fois (la première fois ligne {first:int}).
key.not_text = Une clé doit être un mot, pas une liste ni un bloc.
key.unknown = « {value} » n’est pas un mot connu ici.
key.missing = Il manque « {value} ».
key.badly_written = « {value} » ne peut pas servir de clé : minuscules, chiffres, tirets et soulignés
  seulement.
kpi.window_missing = Il manque la fenêtre « {value} » : un indicateur se lit au bout d’un temps fixé.
value.unknown = « {value} » n’est pas une valeur possible ici. Possibles : {known}.
value.type = « {value} » n’est pas du bon type : il faut {expected:say expected}.
text.empty = Ce texte est vide.
number.unreadable = « {value} » n’est pas un nombre.
number.not_finite = « {value} » n’est pas un nombre utilisable.
number.outside = « {value} » est hors des limites : de {low} à {high}.
span.unreadable = « {value} » n’est pas une durée. Unités possibles : {units}.
span.unit_missing = « {value} » n’a pas d’unité : est-ce des minutes, des heures, des jours ?
span.zero = Une durée nulle ne mesure rien.
span.too_long = « {value} » est une durée trop longue.
date.unreadable = « {value} » n’est pas une date lisible.
date.out_of_range = « {value} » est hors du calendrier utilisable.
range.not_ordered = « {value} » n’est pas dans l’ordre : bas, probable, haut.
range.shape = « {value} » n’est pas une fourchette : écrivez bas, probable et haut.
dates.repeated = Deux valeurs commencent le même jour, le {value}.
unit.missing = Il manque l’unité. Possibles : {units}.
unit.unknown = « {value} » n’est pas une unité connue ici. Possibles : {units}.
unit.mismatch = « {value} » ne correspond pas à l’unité de la même ligne, « {other} ».
currency.unknown = « {value} » n’est pas une devise connue.
timezone.unknown = « {value} » n’est pas un fuseau horaire connu.
engine.key_unused = « {value} » ne veut rien dire pour le moteur {engine}.
engine.address_in_folder = Une adresse peut contenir un mot de passe : elle n’est jamais dans le dossier.
  Écrivez ici le nom d’une variable d’environnement qui la contient : RETOUR_PG, ou RETOUR_PG_ suivi
  d’un mot en capitales.
engine.not_installed = Le moteur {value} n’est pas installé ici (il manque {package}).
engine.no_address = La variable d’environnement {value} est vide : elle doit contenir l’adresse de la base.
engine.no_answer = Le moteur {value} ne répond pas : {reason}
engine.instead = Le moteur {value} ne répond pas ({reason}) : les processus dont les données sont dans des
  fichiers sont comptés par DuckDB, qui donne les mêmes chiffres.
engine.failed = Le moteur {value} s’est arrêté : {reason}
table.column_missing = La table n’a pas de colonne « {value} ».
table.time_type = « {value} » n’est pas une colonne de dates ou d’heures : faites une vue qui la convertit.
table.not_there = La base n’a pas de table « {value} », ou elle n’est pas visible d’ici. Rien de ce
  processus n’est compté.
table.not_granted = La base ne permet pas de lire « {value} » ({reason}). Rien de ce processus n’est compté.
table.rows_left = {rows:noun ligne|lignes} sans dossier, sans activité ou sans date entre 1990 et 2099 :
  non comptées.
engine.not_allowed = Le moteur {value} n’est pas autorisé sur ce serveur (RETOUR_ENGINES dit
  lesquels le sont).
engine.no_tables = « {value} » est une table d’une base : seul le moteur postgresql peut la lire.
country.unknown = « {value} » n’est pas un pays connu.
format.unsupported = Le format « {value} » n’est pas lu par cette version. Lus : {supported}.
automation.repeated = L’automatisation « {value} » est déclarée deux fois (déjà dans {file}, ligne
  {line:raw}).
process.repeated = Le processus « {value} » est déclaré deux fois (déjà dans {file}, ligne {line:raw}).
kpi.measure_missing = L’indicateur « {value} » ne dit pas ce qu’il mesure. Possibles : {known}.
kpi.measure_several = L’indicateur « {value} » mesure plusieurs choses à la fois : {found}. Gardez-en une.
kpi.none = Aucun indicateur n’est encore déclaré : sans lui, aucun effet ne sera mesuré.
kpi.main_missing = Plusieurs indicateurs, mais aucun n’est le principal (main: true).
kpi.main_several = Plusieurs indicateurs sont marqués comme principaux : {value}. Gardez-en un.
kpi.count_of_nothing = Ce comptage doit dire quoi compter : une activité ou un type d’acteur, un seul des
  deux.
kpi.process_missing = Ces indicateurs portent sur des dossiers, mais aucun processus n’est déclaré.
kpi.window_closed = L’indicateur se ferme avant de s’ouvrir : ouvert à {open_at}, lu à {by}.
kpi.not_a_rate = L’indicateur « {value} » n’est pas un taux : une ligne de marge ou d’erreurs en demande un.
worth.line_kind = Une ligne de gain est d’une seule sorte : time, margin, errors, spend, speed
  ou watching.
worth.line_repeated = Le gain sur « {value} » est déjà compté (ligne {first:raw}) : gardez une seule ligne.
worth.minutes_repeated = L’automatisation « {other} » libère déjà les minutes de « {value} » sur les mêmes
  dossiers : sont-ce les mêmes ? Si l’une suit l’autre, dites-le avec upstream ; si elles se les
  partagent, avec shared_with.
kpi.not_a_duration = L’indicateur « {value} » n’est pas une durée : une ligne speed en demande une.
worth.speed_from = Une ligne speed s’appuie sur un indicateur de durée (kpi), ou sur days_before et
  days_after : l’un ou l’autre.
worth.split_alone = Un split répartit entre plusieurs automatisations ({value}) : nommez-les aussi dans
  shared_with.
worth.split_part = Une part de {value} ne dit rien : elle doit être supérieure à zéro.
worth.split_differs = L’automatisation « {value} » partage ces minutes de « {role} » dans d’autres
  proportions : Retour retient celles écrites en premier. Écrivez les mêmes des deux côtés.
rollout.incomplete = Le déploiement « {value} » demande aussi « {needs} ».
rollout.key_unused = « {value} » ne sert à rien dans un déploiement « {kind} ». Réservé à : {known}.
rollout.never_switched = Le calendrier dit toujours « {value} » : il faut aussi au moins un « {missing} ».
rollout.names_people = « {value} » désigne des personnes : choisissez une équipe, un site, un client ou un
  type de dossier.
rollout.units_too_many = « {value} » découpe les dossiers en {found:int} unités, {limit:int} au plus :
  les effets ne sont pas lus unité par unité.
rollout.unit_unseen = L’unité « {value} » n’a aucun dossier : elle ne compte pour rien.
rollout.unit_empty = {cases:noun dossier|dossiers} sans « {value} », hors de toute unité.
kpi.control_is_guardrail = « {value} » est déjà un garde-fou : un indicateur que l’automatisation peut changer
  ne peut pas servir de témoin.
reconcile.source_empty = Aucun événement utilisable pour « {value} » : on ne peut pas dire ce qui s’est perdu.
reconcile.process_missing = Une recherche par adresse e-mail doit dire dans quel processus chercher.
effort.empty = Ce travail n’a ni heures, ni montant.
effort.role_missing = Des heures sans fonction : on ne sait pas ce qu’elles coûtent.
reference.undeclared = « {value} » n’est pas déclaré ({kind:say kind}).
reference.broken = « {value} » est déclaré, mais sa déclaration contient elle-même une erreur
  ({kind:say kind}).
reference.self = « {value} » renvoie à lui-même.
upstream.cycle = Ces automatisations se suivent en boucle : {value}.
plan.dates = La date d’arrêt est avant la date de mise en service.
table.unreadable = Ce tableau ne peut pas être lu ({reason}).
table.header_missing = Les colonnes attendues ne sont pas toutes là. Trouvées : {value}. Manquantes :
  {missing}.
table.column_unknown = La colonne « {value} » n’est pas reprise.
table.empty = Ce tableau ne contient aucune ligne.
table.row_incomplete = Cette ligne n’a pas de nom de processus.
table.frequency_unknown = « {value} » n’est pas une fréquence connue.
draft.exists = « {value} » existe déjà : il n’a pas été remplacé.
draft.key_changed = « {value} » a reçu la clé « {key} ».
template.exists = « {value} » existe déjà : rien n’a été remplacé.
template.unknown = Aucun modèle ne s’appelle « {value} ». Ceux qui existent : {known}.
automation.not_declared = L’automatisation « {value} » est nommée dans les données, mais n’est pas déclarée.
draft.not_declared = « {value} » n’est pas déclaré : gardé en commentaire dans le brouillon.
event.id_two_contents = L’événement « {value} » apparaît avec deux contenus différents : le premier est gardé
  ({first_file}, ligne {first_line:raw}).
event.said_differently = « {value} » a deux montants, {left:num 2} ici et {kept:num 2} dans un export plus
  récent ({kept_file}, ligne {kept_line:raw}) : le plus récent est gardé.
events.file_missing = Aucun fichier ne correspond à « {value} ».
events.file_unmapped = « {value} » n’est rattaché à aucun processus : il n’est pas lu.
events.in_future = {events:noun événement daté|événements datés} du futur : mis de côté.
runs.in_future = {count:noun exécution datée|exécutions datées} d’après le jour de l’audit : mis de côté.
answers.in_future = {count:noun réponse datée|réponses datées} d’après le jour de l’audit : mis de côté.
readings.in_future = {count:noun relevé|relevés} d’une période qui n’était pas finie le jour de l’audit :
  mis de côté.
measure.nothing_shared = Rien ne relie ce fichier à « {value} » : ni identifiant, ni adresse e-mail en commun.
reconcile.no_email = Les dossiers de « {value} » n’ont pas d’adresse e-mail : on ne peut pas les rechercher.
reconcile.target_empty = Aucun événement « {value} » n’a été reçu : on ne peut pas dire ce qui s’est perdu.
reconcile.target_never_seen = « {value} » n’a jamais été reçu : on ne peut pas dire ce qui s’est perdu.
path.outside = « {value} » sort du dossier de l’espace : refusé.
text.unquoted = Ce texte contient un deux-points : mettez-le entre guillemets.
table.too_large = Ce tableau est trop grand : {limit:int} au plus.
answer.out_of_scale = La réponse « {value} » sort de l’échelle de « {item:say voice} » : de {low} à {high}.
answer.unknown_item = « {value} » n’est pas une question connue.
"""
