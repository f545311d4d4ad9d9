"""What the API says when it cannot serve a request."""

TEXT = """
source_token = Il faut le jeton d’une source : « Authorization: Bearer … ». Celui-ci manque, est inconnu
  ou révoqué.
source_unknown = Aucune source qui signe ses envois n’a cette adresse, ou ce serveur ne sait plus lire
  son secret.
not_secure = Un jeton ne voyage pas en clair : utilisez https.
event_body_too_large = L’envoi est trop gros : {limit:noun octet|octets} au plus. Envoyez-le en plusieurs
  fois.
coding = Le codage « {coding} » n’est pas lu ici : envoyez du gzip, du deflate, ou rien de tel.
not_zipped = Ce n’est pas du {coding} valide.
slow = L’envoi est arrivé trop lentement. Rien n’en a été gardé.
guessing = Trop de jetons inconnus. Réessayez dans {seconds:noun seconde|secondes}.
busy = Il arrive plus que ce qui peut être écrit. Rien de cet envoi n’a été gardé. Renvoyez-le dans
  {seconds:noun seconde|secondes}.
disk_full = Le disque du serveur est plein. Rien de cet envoi n’a été gardé. Renvoyez-le dans
  {seconds:noun seconde|secondes}.
read_only = Le disque du serveur ne peut pas être écrit. Rien de cet envoi n’a été gardé. Renvoyez-le
  dans {seconds:noun seconde|secondes}.
locked = Le journal est en cours d’écriture par ailleurs. Rien de cet envoi n’a été gardé. Renvoyez-le
  dans {seconds:noun seconde|secondes}.
damaged = Le journal de cet espace est endommagé ; la personne qui tient le serveur en est avertie. Rien
  de cet envoi n’a été gardé. Renvoyez-le dans {seconds:noun seconde|secondes}.
failed = Le serveur n’a pas pu écrire. Rien de cet envoi n’a été gardé. Renvoyez-le dans
  {seconds:noun seconde|secondes}.
closed = Le serveur s’arrête. Rien de cet envoi n’a été gardé. Renvoyez-le dans
  {seconds:noun seconde|secondes}.
undeclared = Ce que déclare cet espace ne peut pas être lu pour l’instant : il faut le corriger. Rien de cet
  envoi n’a été gardé. Renvoyez-le dans {seconds:noun seconde|secondes}.
unfit = Cet envoi contient une moitié de caractère, qu’aucun fichier ne peut contenir. Rien n’en a été
  gardé.
missing = Il n’y a rien à cette adresse dans l’espace de ce jeton.
token = Il faut un jeton valide : « Authorization: Bearer … ». Celui-ci manque, est inconnu ou a été
  révoqué.
scope = Ce jeton permet de lire, pas de modifier. Un propriétaire peut en créer un qui permet les deux.
method = Cette adresse n’accepte que : {allowed}.
too_often = Trop de demandes avec ce jeton. Réessayez dans {seconds:noun seconde|secondes}.
body_too_large = Ce qui a été envoyé dépasse la taille permise.
file_too_large = Ce fichier dépasse la taille permise ({megabytes:int} Mo). Rien n’en a été gardé.
  Envoyez-le en plusieurs fichiers.
no_length = Indiquez la taille du fichier (Content-Length).
scenario_secret = Un mot de passe ou une clé est écrit dans {path}. Le fichier n’a pas été gardé.
scenario_unread = Aucun scénario n’a été lu dans {path}. Le fichier n’a pas été gardé.
workspace_full = Avec ce fichier, les données de l’espace dépasseraient {megabytes:int} Mo. Il n’a pas été
  gardé. Retirez d’anciens fichiers, ou demandez à qui gère le serveur de relever cette limite.
cut_short = Le fichier est arrivé incomplet. Rien n’en a été gardé. Envoyez-le de nouveau.
not_json = Le contenu n’est pas un objet JSON.
not_a_folder = Il faut un objet « documents » : le texte de chaque document par son chemin.
no_such_place = « {path} » n’est pas le chemin d’un document.
no_such_folder = « {path} » n’est pas dans l’un des dossiers de données : {known}.
wrong = Rien n’a été enregistré : {n:noun problème|problèmes}.
changed_meanwhile = {path} a été enregistré entre-temps par quelqu’un d’autre.
changed_since_looked = Le registre a changé depuis que les différences ont été montrées. Regardez-les de
  nouveau.
not_assessed = Rien n’a encore été calculé dans cet espace : demandez-le avec POST /api/v1/assess.
assessment_gone = Le dernier calcul a été fait par une autre version de Retour : demandez-en un nouveau avec
  POST /api/v1/assess.
no_such_figure = Aucun chiffre n’a la clé « {key} ».
no_such_export = Les formats sont : {known}.
"""

APPLY = """
no_token = La variable d’environnement {name} est vide : mettez-y un jeton qui permet de modifier.
no_token_stdin = Aucun jeton n’est arrivé par l’entrée standard.
bad_address = « {value} » n’est pas l’adresse d’un serveur. Exemple : https://retour.example.com
not_secure = Un jeton ne voyage pas en clair : utilisez https (http est permis vers cette machine
  seulement).
unreachable = Le serveur ne répond pas : {reason}
redirected = Le serveur renvoie vers une autre adresse ({to}), où le jeton n’a pas été envoyé. Donnez
  l’adresse finale.
strange = La réponse n’est pas celle d’un serveur Retour : vérifiez l’adresse.
refused_by_server = {detail}
nothing = Rien à changer : {n:noun document est|documents sont} déjà à jour.
change_added = nouveau
change_changed = modifié
change_removed = supprimé
change_moved = tenu désormais dans des fichiers, même texte
decisions = {n:noun ligne signée|lignes signées} en plus
ledger = {n:noun ligne|lignes} en plus
data_added = nouveau fichier
data_changed = fichier remplacé
summary = {n:noun document|documents} à changer, {files:noun fichier|fichiers} de données à envoyer.
ask = Appliquer ces changements ?
dropped = Rien n’a été changé.
dry = Rien n’a été changé : c’était pour voir.
applied = Appliqué : {n:noun document|documents}, {files:noun fichier|fichiers} de données.
no_folder = {path} n’est pas un espace : il n’y a pas de retour.yaml.
"""
