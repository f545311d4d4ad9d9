"""The pages of sources that send events by themselves, in French."""

TEXT = """
title = Envois automatiques
note = Un outil (Make, n8n, Zapier, un programme) peut envoyer ses événements et ses exécutions ici, au
  moment où ils arrivent. Chaque source a son jeton, qui ne fait rien d’autre.
list = Sources qui envoient
none = Aucune source n’envoie encore
none_note = Créez-en une par outil : vous saurez d’où vient chaque événement.
column_source = Source
column_how = Moyen
column_events = Événements
column_runs = Exécutions
column_used = Dernier envoi
unknown = pas comptés
not_counted = Le journal est en cours d’écriture : les envois ne sont pas comptés cette fois.
name = Quel outil envoie ?
name_hint = Par exemple « make-devis ». Ce nom reste attaché à tout ce qu’il envoie.
name_taken = Une source porte déjà ce nom. Pour changer son jeton, renouvelez-le.
process = De quel processus ?
process_hint = Celui des événements qui n’en nomment aucun.
process_each = Chaque événement le dit
how = Par quel moyen ?
how_hint = Make, n8n et Zapier savent envoyer un jeton. Signer demande un programme, ou un outil qui suit
  Standard Webhooks.
how_sent = Un jeton envoyé avec chaque requête
how_signing = Chaque requête signée
new = Nouvelle source
make = Créer la source
renew = Renouveler
renew_note = Renouveler un jeton en crée un second : mettez-le dans l’outil, puis révoquez le premier.
  Renouveler un secret de signature laisse l’ancien valable sept jours.
closed = Ce jeton de « {name} » ne sert plus. Ce qui a été envoyé reste.
secret_shown = Copiez ce secret maintenant : il ne sera plus montré. Il signe, il ne s’envoie jamais.
to_recipes = Voir comment envoyer
recipes_title = Envoyer des événements : {name}
recipes_note = Remplacez YOUR_TOKEN par le jeton de cette source. Les champs possibles sont ceux de ces
  exemples, et « amount », « minutes », « actor », « actor_kind », « automation », « attributes ».
recipes_note_signing = Remplacez YOUR_SECRET par le secret de cette source.
address = Adresse
header = En-tête
process_is = Les événements qui ne nomment aucun processus sont de « {name} ».
process_is_none = Chaque événement doit nommer son processus.
nothing_declared = Aucun processus n’est encore déclaré : tout ce qui arrive serait refusé.
to_register = Déclarer un processus
answers = Ce que répond le serveur
answers_note = 202 et les nombres : ce qui est gardé, ce qui était déjà connu, et pour chaque élément refusé
  sa place et la raison. La réponse part une fois tout sur le disque. Envoyer deux fois le même événement ne
  change rien. Avec 429 ou 503, renvoyez plus tard la même requête : rien n’est perdu.
openapi = La description complète (OpenAPI)
"""

RECIPES = """
curl = Avec curl
python = Avec Python
python_signed = Avec Python, en signant
make = Avec Make
n8n = Avec n8n
n8n_traces = Toutes les exécutions de n8n, sans toucher aux workflows
zapier = Avec Zapier
runs = Une exécution plutôt qu’un événement
"""

HOW = """
curl = À copier dans un terminal, pour essayer. L’essai compte comme un vrai événement : renvoyez-le avec
  "retracted": true pour le retirer.
python = Rien à installer : la bibliothèque standard suffit.
python_signed = Rien à installer : la bibliothèque standard suffit. Le secret ne voyage jamais.
make = Module HTTP, « Make a request » : méthode POST, l’adresse et l’en-tête ci-dessus, corps « Raw », type
  « JSON (application/json) », et ce contenu. Le numéro 1 est celui du module d’où vient le dossier.
n8n = Nœud « HTTP Request » : méthode POST, l’adresse ci-dessus, « Header Auth » avec l’en-tête ci-dessus, «
  Send Body », « JSON », « Using JSON » en mode expression, et ce contenu.
n8n_traces = Dans l’environnement du serveur n8n (à partir de 2.19). Les exécutions dont le nom du workflow
  est celui d’une automatisation déclarée sont gardées, les autres comptées.
zapier = « Webhooks by Zapier », « Custom Request » : méthode POST, l’adresse et l’en-tête ci-dessus, et ce
  contenu dans « Data ».
runs = Une exécution se dit une fois quand elle commence (« running »), une fois quand elle finit, ou
  seulement à la fin.
"""
