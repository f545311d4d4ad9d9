"""Every page of the browser: its frame, signing in, people, the trail, work in the background."""

FRAME = """
brand = Retour
serving = Retour répond à l’adresse {url} (Ctrl+C pour arrêter).
port_taken = Le port {port} est déjà pris, peut-être par un autre `retour serve` : arrêtez-le, ou
  choisissez --port.
no_account = Personne n’a encore de compte. Pour créer le premier : {command}
skip = Aller au contenu
menu = Menu principal
home = Accueil
start = Mesurer
reviews = Revues
register = Registre
sources = Données
people = Personnes
settings = Réglages
journal = Journal
lint = Scénarios
workspaces = Vos espaces
sign_out = Se déconnecter
account = Votre compte
language = Langue
theme_note = Intervalles à 90 %.
example_label = Données d’exemple
example_mark = Exemple : une entreprise inventée, des données inventées.
example_remove = Supprimer l’exemple
cancel = Annuler
save = Enregistrer
back = Revenir à la page précédente
page_of = Page {page:int} sur {pages:int}
previous = Page précédente
next = Page suivante
choose_file = Choisir un fichier
choose_files = Choisir des fichiers
required = obligatoire
optional = facultatif
errors_title = À corriger avant d’enregistrer
error_missing_title = Il n’y a rien à cette adresse
error_missing_text = Le lien est peut-être incomplet, ou la page n’existe plus.
error_forbidden_title = Votre rôle ne permet pas cela
error_forbidden_text = Vous pouvez lire cet espace. Pour le modifier, demandez à l’un de ses propriétaires.
error_bad_title = Cette demande n’a pas été comprise
error_bad_text = Revenez à la page précédente et réessayez.
error_broken_title = Une erreur de notre part
error_broken_text = Rien n’a été perdu. Réessayez dans un moment ; si l’erreur revient, regardez le journal
  du serveur.
error_expired_title = Le formulaire a expiré
error_expired_text = Revenez à la page précédente, rechargez-la, puis envoyez de nouveau.
error_scenario_secret_title = Ce fichier montre un mot de passe ou une clé
error_scenario_secret_text = {name} n’a pas été gardé : un mot de passe ou une clé y est écrit. Placez-le dans
  une connexion de l’outil, changez-le, puis exportez de nouveau le fichier.
error_scenario_unread_title = Aucun scénario n’a été lu dans ce fichier
error_scenario_unread_text = {name} n’a pas été gardé : ce n’est ni un blueprint Make ni un export n8n.
error_full_title = Cet espace est plein
error_full_text = {name} n’a pas été gardé : avec lui, les données de l’espace dépasseraient {limit:int} Mo.
  Retirez d’anciens fichiers dans « Données », ou demandez à qui gère le serveur de relever cette limite
  (RETOUR_SPACE_MB).
error_too_large_title = Ce fichier est trop lourd
error_too_large_text = {name} dépasse la taille permise ({limit:int} Mo). Rien n’en a été gardé. Envoyez-le
  en plusieurs fichiers, par exemple une année par fichier.
"""

ACCOUNTS = """
sign_in_title = Connexion
email = Adresse e-mail
password = Mot de passe
sign_in = Se connecter
sign_in_failed = L’adresse e-mail ou le mot de passe n’est pas le bon.
too_many = Trop d’essais. Attendez un quart d’heure, puis réessayez.
forgotten = Mot de passe oublié ?
reset_title = Choisir un nouveau mot de passe
reset_note = Indiquez votre adresse : nous vous enverrons un lien, valable trois heures.
reset_send = Envoyer le lien
reset_sent_title = Consultez vos e-mails
reset_sent_text = Si cette adresse a un compte, un lien vient de partir. Pensez à regarder dans les
  indésirables.
reset_invalid_title = Ce lien ne fonctionne plus
reset_invalid_text = Il a déjà servi, ou il date de plus de trois heures. Demandez-en un autre.
reset_ask_again = Demander un autre lien
new_password = Nouveau mot de passe
new_password_again = Le même, une seconde fois
password_rule = Au moins 10 caractères. Une phrase fait un bon mot de passe.
reset_done_title = C’est fait
reset_done_text = Votre nouveau mot de passe est enregistré.
mails = Résumés et rappels par e-mail
mails_hint = Ce qui a changé, une fois par semaine, et les revues qui approchent ou sont en retard.
mails_all = Toutes les automatisations
mails_mine = Celles dont je réponds
mails_nothing = Aucun message
mail_reset_subject = Retour : choisir un nouveau mot de passe
mail_reset_text = Bonjour, quelqu’un a demandé à changer le mot de passe de ce compte. Si c’est vous, ouvrez
  ce lien dans les trois heures :
mail_reset_ignore = Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même.
account_title = Votre compte
name = Votre nom
account_saved = Vos modifications sont enregistrées.
change_password = Changer le mot de passe
not_the_same = Les deux mots de passe sont différents : écrivez deux fois le même.
wrong_password = Ce n’est pas votre mot de passe actuel.
old_password = Mot de passe actuel
password_changed = Votre mot de passe a changé. Vos autres sessions sont fermées.
sign_out_everywhere_note = Changer le mot de passe ferme toutes vos autres sessions.
"""

PEOPLE = """
workspaces_title = Vos espaces
workspaces_note = Un espace par organisation : son registre, ses données, ses revues.
workspaces_none = Vous n’avez pas encore d’espace.
new_workspace = Créer un espace
clone_from = Nouveau client à partir de celui-ci
clone_title = Un nouveau client sur le même modèle
clone_note = Ce qui est déclaré ici sert de départ à un autre espace, sans aucune donnée de celui-ci.
clone_lede = L’espace « {name} » sert de modèle. Le nouvel espace est à vous seul, et ne garde aucun lien
  avec
  celui-ci : aucun des deux ne nomme l’autre.
clone_taken = Ce qui est repris
clone_taken_settings = Les réglages : monnaie, calendrier, objectifs, coûts horaires, prix des outils,
  seuils des
  décisions.
clone_taken_processes = Les processus et leurs activités.
clone_taken_automations = Les automatisations en service, en pause ou à venir : indicateurs, garde-fous,
  surveillance, segments, comparaison prévue, ce qui peut mal tourner.
clone_left = Ce qui ne l’est jamais
clone_left_figures = Les chiffres du client : minutes, coûts, gains, volumes, effets attendus, dates de
  mise en
  service.
clone_left_past = Les revues, le journal des décisions, les promesses, le journal de terrain, les
  évolutions et
  les événements datés.
clone_left_data = Les fichiers de données, les colonnes lues dans ces fichiers, et les calculs.
clone_left_people = Les personnes, les responsables, les jetons, les liens de lecture.
clone_go = Créer l’espace du nouveau client
clone_planned = Chaque automatisation commence « à venir » : rien n’est encore en service chez le nouveau
  client.
clone_read = Les noms et les descriptions sont repris mot pour mot : vérifiez qu’aucun ne désigne le
  client, et
  que les coûts horaires conviennent.
cloned = L’espace est prêt. Relisez les noms, puis les coûts horaires dans les réglages.
workspace_name = Nom de l’organisation
create = Créer l’espace
example_title = Voir l’exemple
example_note = Une petite entreprise inventée, dix automatisations, un an et demi de données.
example_open = Ouvrir l’exemple
people_title = Qui a accès à cet espace
people_note = Un lecteur lit et télécharge. Un éditeur ajoute des données et modifie le registre. Un
  propriétaire gère aussi les personnes et les jetons.
column_person = Personne
column_role = Rôle
column_since = Depuis
column_actions = Changer
change_role = Changer le rôle
remove = Retirer l’accès
leave = Quitter l’espace
last_owner = Un espace garde au moins un propriétaire.
invite_title = Inviter quelqu’un
invite = Envoyer l’invitation
invite_note = Le lien part par e-mail et reste valable quatorze jours.
invited_title = Invitations en attente
invited_none = Aucune invitation en attente.
withdraw = Retirer l’invitation
ends = jusqu’au {day:date}
too_many_invitations = Trop d’invitations d’un coup. Attendez un quart d’heure, puis réessayez.
already_member = Cette personne a déjà accès à l’espace.
invitation_sent = Invitation envoyée à {email}.
invitation_link = Si l’e-mail n’arrive pas, transmettez ce lien vous-même :
mail_invite_subject = {workspace} : on vous invite sur Retour
mail_invite_text = Bonjour, {by} vous invite à rejoindre l’espace « {workspace} » sur Retour. Ouvrez ce lien
  dans les quatorze jours :
join_title = Rejoindre « {workspace} »
join_text = {by} vous invite avec le rôle « {role} ».
join_text_unsigned = On vous invite avec le rôle « {role} ».
join = Rejoindre l’espace
join_new = Choisissez un mot de passe pour créer votre compte ({email}).
join_other = Vous êtes connecté avec l’adresse {email}. L’invitation est pour {invited} : connectez-vous
  avec cette adresse.
join_sign_in = Cette adresse a déjà un compte : connectez-vous, puis rouvrez ce lien.
join_invalid_title = Cette invitation n’est plus valable
join_invalid_text = Elle a déjà servi, a été retirée, ou date de plus de quatorze jours. Demandez-en une
  autre.
tokens_title = Jetons pour les programmes
tokens_note = Un jeton ouvre l’API de cet espace, et rien d’autre. Il n’est montré qu’une fois.
token_name = À quoi sert ce jeton ?
token_scope = Ce qu’il permet
scope_read = Lire
scope_write = Lire et modifier
token_create = Créer le jeton
token_shown = Copiez ce jeton maintenant : il ne sera plus montré.
token_revoke = Révoquer le jeton
token_never = jamais utilisé
token_last_used = dernier usage : {at:date}
token_revoked = révoqué
tokens_none = Aucun jeton.
sources_link = Un outil envoie des événements ? Il lui faut le jeton d’une source.
journal_title = Qui a changé quoi
journal_note = Une ligne écrite ici n’est jamais modifiée.
journal_none = Rien n’a encore changé.
column_when = Quand
column_who = Qui
column_what = Quoi
somebody = un compte supprimé
through = avec le jeton « {name} »
the_server = le serveur
delete_title = Supprimer cet espace
delete_note = Le registre, les données et les revues seront effacés, sans retour possible.
delete_confirm = Pour confirmer, recopiez le nom de l’espace : {name}
delete = Supprimer l’espace
delete_mismatch = Le nom ne correspond pas : rien n’a été supprimé.
rename = Renommer l’espace
"""

ROLES = """
viewer = lecteur
editor = éditeur
owner = propriétaire
"""

TRAIL = """
workspace.created = a créé l’espace
workspace.from_model = a créé cet espace sur le modèle d’un autre ({documents:noun document|documents})
workspace.as_model = a pris cet espace comme modèle d’un autre ({documents:noun document|documents})
workspace.renamed = a renommé l’espace
decision.adopted = a apporté {n:noun décision signée|décisions signées} ailleurs (dernier sceau {seal})
ledger.closed = a clos les mois terminés ({n:noun ligne|lignes}, dernier sceau {seal})
ledger.restated = a corrigé {n:noun ligne|lignes} de mois clos (dernier sceau {seal})
ledger.adopted = a apporté {n:noun ligne|lignes} du livre de comptes closes ailleurs (dernier sceau {seal})
decision.review = a signé la revue de {subject} (décision n° {number:int}, sceau {seal})
decision.promise = a signé la promesse de {subject} (décision n° {number:int}, sceau {seal})
decision.outcome = a signé le bilan de la promesse de {subject} (décision n° {number:int}, sceau {seal})
decision.thresholds = a changé les seuils des décisions (décision n° {number:int}, sceau {seal})
document.saved = a enregistré {subject} (révision {number:int})
document.removed = a supprimé {subject}
document.moved = a changé l’endroit où {subject} est tenu
log.exported = a exporté les événements de {subject}
file.kept = a ajouté le fichier {subject}
file.removed = a supprimé le fichier {subject}
person.invited = a invité {subject}
person.joined = a rejoint l’espace
person.role = a changé le rôle de {subject}
person.removed = a retiré l’accès de {subject}
invitation.withdrawn = a retiré l’invitation de {subject}
token.created = a créé le jeton {subject}
token.secret_changed = a donné un autre secret de signature à la source {subject}
token.revoked = a révoqué le jeton {subject}
look.begun = a déposé, pour une première lecture : {subject}
look.forgotten = a effacé ce qui avait été déposé pour une première lecture : {subject}
share.created = a créé un lien de lecture pour {subject}
share.revoked = a fermé le lien de lecture de {subject}
"""

WORK = """
title = Calcul en cours
queued = En attente de son tour.
running = En cours depuis {since:duration}.
step = Étape : {step}
done = C’est fait.
failed = Le calcul s’est arrêté avant la fin.
leave = Vous pouvez quitter cette page : le calcul continue.
reload = Voir où il en est
still = Ne plus actualiser cette page toute seule
assessing = calcul des effets et de la valeur
retry = Réessayer
download = Télécharger le fichier
"""

WORK_ERRORS = """
broken = Une erreur de notre part ; elle est notée dans le journal du serveur.
interrupted = Le serveur a été arrêté plusieurs fois pendant ce calcul.
look.forgotten = Ces fichiers ont été effacés : déposez-les de nouveau.
scenario_secret = Un mot de passe ou une clé est écrit dans ce fichier de scénario : il n’a pas été gardé.
scenario_unread = Aucun scénario n’a été lu dans ce fichier : il n’a pas été gardé.
full = Cet espace est plein : retirez d’anciens fichiers dans « Données », ou demandez à qui gère le serveur
  de relever la limite (RETOUR_SPACE_MB).
no_assessment = Ces chiffres ne sont plus gardés : revenez à l’accueil pour en demander de nouveaux.
no_engine = Le moteur choisi dans retour.yaml n’est pas utilisable sur ce serveur : ouvrez les réglages pour
  en choisir un autre.
no_register = Le registre n’a pas de fichier retour.yaml utilisable : ouvrez les réglages pour le corriger.
no_events = Ce processus n’a aucun événement à exporter : voyez dans « Données » ce qui a été lu.
ledger_broken = Le livre de comptes a été modifié, ou se termine après aujourd’hui : rien n’a été ajouté.
"""
