"""What is said of the items sent over HTTP: what is wrong, what was left aside, in French."""

PROBLEMS = """
body.empty = La requête est vide.
body.too_large = La requête est trop grosse : {limit:noun octet|octets} au plus. Envoyez-la en plusieurs fois.
body.charset = Les caractères doivent être en UTF-8, pas en « {value} ».
body.kind_unknown = « {value} » n’est pas un type de contenu lu ici.
body.not_json = La requête n’est pas du JSON valable : rien n’en a été lu.
body.not_a_list = Une liste était attendue.
body.too_many_items = {count:int} éléments dans une requête : {limit:int} au plus. Envoyez-la en
  plusieurs fois.
item.not_json = Cet élément n’est pas du JSON valable.
item.not_object = Cet élément n’est pas un objet JSON.
field.unknown = « {value} » n’est pas un champ connu.
field.wrong_kind = Le champ « {field} » attend {expected:say field_kind} ; reçu : {value}.
field.missing = Il manque le champ « {field} ».
text.control = Le champ « {field} » contient des caractères de contrôle.
text.too_long = Le champ « {field} » est trop long : {limit:noun caractère|caractères} au plus.
time.ambiguous = « {value} » : rien ne dit lequel est le jour, lequel est le mois.
time.in_future = « {value} » est dans le futur.
amount.ambiguous = « {value} » peut se lire de deux façons : l’événement est gardé sans montant.
minutes.ambiguous = « {value} » peut se lire de deux façons : l’événement est gardé sans minutes.
process.unknown = Le processus « {value} » n’est pas déclaré.
event.automation_unknown = L’automatisation « {value} » n’est pas déclarée : l’événement est gardé sans elle.
event.actor_kind_unknown = Le type d’acteur n’est pas connu : personne, robot ou client.
attribute.nested = L’attribut « {field} » contient une liste ou un objet : l’événement est gardé sans lui.
attribute.too_long = L’attribut « {field} » est trop long ({limit:noun caractère|caractères} au plus) :
  l’événement est gardé sans lui.
attributes.left_out = {values:noun valeur n’a pas été gardée|valeurs n’ont pas été gardées} : le processus ne
  déclare pas {count:pick cet attribut|ces attributs} ({names}).
cloudevent.version = Ce n’est pas un CloudEvent 1.0 (« specversion » : « {value} »).
cloudevent.missing = Il manque « {value} », que CloudEvents 1.0 exige.
cloudevent.data_twice = Ce CloudEvent a deux fois des données : « data » et « data_base64 ».
cloudevent.data_unreadable = Les données de ce CloudEvent ne sont pas du JSON valable.
run.machine_seconds_unreadable = « {value} » n’est pas un nombre de secondes.
run.too_many_cases = Cette exécution nomme {count:int} dossiers : {limit:int} au plus.
signature.missing = Il manque l’en-tête « {value} » : cette source n’accepte que des messages signés.
signature.clock = Ce message est signé à une heure trop éloignée de la nôtre : {limit:noun minute|minutes}
  d’écart au plus.
signature.wrong = La signature ne correspond pas au message.
traces.unreadable = Ce ne sont pas des traces OTLP lisibles.
traces.protobuf_not_installed = Ce serveur ne lit pas les traces en protobuf.
spans.nodes = {count:noun étape de nœud a été comptée|étapes de nœuds ont été comptées}, sans être
  {count:pick gardée|gardées}.
spans.unknown = {count:noun étape n’est pas une exécution : laissée|étapes ne sont pas des exécutions :
  laissées} de côté.
spans.automation_unknown = {count:noun exécution laissée|exécutions laissées} de côté : aucune automatisation
  déclarée ne porte ce nom ({names}).
"""

HINTS = """
iso_time = Écrivez-la ainsi : 2026-05-12T10:30:00+02:00.
declare = Pour les garder, déclarez-les dans le processus, sous « attributes ».
json_lines = Un objet par ligne ? Envoyez-le en « application/x-ndjson ».
otlp_json = Envoyez-les en JSON, ou installez l’extra « otlp ».
send_as_cloudevents = Un CloudEvent s’envoie en « application/cloudevents+json ».
in_attributes = Mettez-le dans « attributes ».
"""

KINDS = """
text = un texte
text_or_whole = un texte ou un nombre entier
text_or_number = un texte ou un nombre
yes_or_no = true ou false
object = un objet
text_or_list = un texte ou une liste de textes
"""
