"""The pages of `web/editing`."""

TEXT = """
register_title = Registre
register_note = Ce que vous avez déclaré : une page par automatisation, par processus et par revue. Tout
  peut être modifié ici, avec les mêmes règles que dans les fichiers.
crumbs = Vous êtes ici
search = Rechercher un nom, un outil, un responsable
search_go = Rechercher
search_none = Rien ne correspond à « {query} ».
none_title = Rien n’est encore déclaré ici
new_automation = Déclarer une automatisation
new_process = Déclarer un processus
column_name = Nom
column_keeper = Tenu
column_wrong = À corriger
column_links = Voir
column_revision = Révision
keeper_web = ici
keeper_files = dans des fichiers
n_errors = {n:noun erreur|erreurs}
n_warnings = {n:noun remarque|remarques}
none_wrong = rien
sheet = Fiche
history = Historique
as_form = Formulaire
as_text = Texte (YAML)
not_said = non précisé
add = Ajouter
remove_entry = Retirer cet élément
in_fr = En français
in_en = En anglais
section_empty = rien n’est précisé
signed = Ce document est signé : il ne change plus. Une nouvelle revue le suivra.
locked = {path} est tenu dans des fichiers : il se modifie dans votre dossier, puis s’envoie avec « retour
  apply ». Ici, vous pouvez le lire.
read_only = Votre rôle permet de lire. Pour modifier, demandez à un éditeur ou à un propriétaire.
take_over = Le modifier ici désormais
take_over_title = Modifier {path} ici désormais
take_over_note = Le document pourra être modifié dans le navigateur. Si vous l’envoyez encore avec «
  retour apply », la différence sera montrée avant d’être écrite.
check = Vérifier sans enregistrer
refused = Rien n’a été enregistré : corrigez d’abord les erreurs ci-dessous.
saved = C’est enregistré. Les chiffres vont être recalculés.
nothing_changed = Rien n’a changé.
what_changes = Ce que cela change
what_changed = Ce qui a changé
whole_text = Le texte entier
text_label = Le texte du document
text_hint = Les mêmes règles que dans les fichiers : chaque problème est indiqué avec sa ligne.
unreadable = Ce document ne peut pas être lu : corrigez d’abord son texte.
n_problems = {n:noun point|points} à regarder
is_error = Erreur.
is_warning = Remarque.
at_line = ligne {line:int}
duplicate = En faire une copie
remove = Supprimer
removed = {path} est supprimé. Ses révisions restent consultables.
remove_title = Supprimer {path} ?
remove_note = Le document disparaît du registre et des calculs. Ses révisions restent : on peut y revenir.
remove_confirm = Supprimer ce document
dependents_title = {n:noun document|documents} en {n:pick dépend|dépendent}
dependents_note = Ce qu’ils en disent sera signalé comme un problème.
dependents_none = Aucun autre document n’en dépend.
changed_meanwhile = Quelqu’un l’a modifié entre-temps : regardez de nouveau, puis recommencez.
conflict_title = Quelqu’un a enregistré avant vous
conflict_clean = {path} a changé pendant que vous l’aviez ouvert. Rien n’est perdu : vos modifications ont
  été reportées sur la nouvelle version, sans toucher à celles de l’autre personne.
conflict_choose = {path} a changé pendant que vous l’aviez ouvert, aux mêmes endroits que vous. Rien n’est
  perdu : le texte ci-dessous garde vos choix ; comparez avant d’enregistrer.
conflict_ready = Vos modifications sur la nouvelle version
conflict_save = Enregistrer par-dessus la nouvelle version
conflict_drop = Garder seulement la nouvelle version
conflict_mine = Ce que vous avez changé
conflict_theirs = Ce que l’autre personne a changé
history_of = Historique de {path}
history_note = Chaque enregistrement est gardé. Revenir à un ancien état en crée un nouveau.
history_removed = Ce document a été supprimé ; ses révisions restent.
revision_n = Révision {n:int}
revision_of = Révision {n:int} de {path}
lines_changed = {added:noun ligne ajoutée|lignes ajoutées}, {taken:noun ligne retirée|lignes retirées}
was_removed = Document supprimé.
line_added = ajouté :
line_taken = retiré :
no_difference = Aucune différence.
restore = Revenir à la révision {n:int}
restore_note = Ce texte devient le texte actuel, dans une nouvelle révision.
restore_refused = Cette révision ne respecte plus les règles d’aujourd’hui :
restored = La révision {number:int} est de nouveau le texte actuel.
dated_title = Noter un événement daté
dated_note = Une hausse de prix, un nouveau site, une nouvelle version d’une automatisation : ce qui a pu
  faire bouger les chiffres. L’événement apparaîtra sur les graphiques.
dated_at = Quand ?
dated_at_hint = Jour, mois, année : 11/05/2026
dated_what = Que s’est-il passé ?
dated_about = Cela concerne
dated_about_hint = Une automatisation : c’est une nouvelle version, dont l’effet est étudié à part.
dated_everywhere = toute l’organisation
dated_unclear = Cette date n’est pas comprise. Écrivez jour/mois/année, par exemple 11/05/2026.
dated_saved = L’événement du {day:date} est noté.
folder_title = Importer, exporter
folder_note = Le registre est un dossier de fichiers lisibles : il vous appartient, et s’importe ou
  s’exporte en entier.
download_title = Télécharger le dossier
download_note = {documents:noun document|documents}, {files:noun fichier|fichiers} de données. Les documents
  sont identiques, à l’octet près.
download = Télécharger les documents
download_all = Télécharger aussi les données
upload_title = Envoyer un dossier
upload_note = Rien n’est changé avant que vous ayez vu les différences. Ce qui n’est pas dans votre envoi
  reste en place.
upload_label = Un fichier ZIP, ou plusieurs fichiers YAML
upload_hint = Le ZIP peut aussi contenir des données (dossiers events, runs, answers, readings).
upload = Voir ce que cela changerait
no_file = Choisissez d’abord un fichier.
too_large = Ce fichier est trop lourd : rien n’en a été gardé. Envoyez-le en plusieurs fois.
look_title = Ce qui changerait
look_n = {n:noun document changerait|documents changeraient}, {files:noun fichier de données
  arriverait|fichiers de données arriveraient}
look_nothing = Rien ne changerait
look_note = Rien n’est encore enregistré.
look_locked = Laissés tels quels, car ils sont tenus dans des fichiers : {paths}.
look_refused = Rien ne peut être appliqué tant que ces erreurs sont là : corrigez vos fichiers, puis
  renvoyez-les.
look_take = Appliquer ces changements
look_signed = Le journal des décisions continue celui d’ici : {n:noun ligne signée|lignes signées} en plus.
look_recorded = Le livre de comptes continue celui d’ici : {n:noun ligne|lignes} en plus.
look_data = {n:noun fichier|fichiers} de données
bytes = {n:noun octet|octets}
replaces = remplace le fichier du même nom
is_new = nouveau
taken = Changements appliqués : {n:noun document|documents}, {files:noun fichier|fichiers} de données.
taken_signed = Journal des décisions : {n:noun ligne ajoutée|lignes ajoutées}.
taken_recorded = Livre de comptes : {n:noun ligne ajoutée|lignes ajoutées}.
settings_title = Réglages
settings_note = Ce qui vaut pour toute l’organisation : monnaie, jours travaillés, coût d’une heure par
  fonction, prix des outils. Ce que vous ne savez pas, laissez-le vide.
space_name = Nom de l’espace
space_name_hint = Celui qui paraît dans vos listes. Le nom dans les rapports se règle plus haut.
suggested_title = Des repères, si vous n’avez pas vos chiffres
suggested_note = Coût chargé d’une heure travaillée, en France. Ce sont des suggestions : rien n’est
  rempli à votre place. Mettez vos chiffres, et notez d’où ils viennent.
suggested_admin = Emploi administratif : de 26 à 40 € de l’heure, le plus souvent 31 (INSEE 2020, services
  administratifs, porté à 2024).
suggested_middle = Profession intermédiaire, commercial : autour de 36 € (INSEE 2022, salaires nets,
  charges estimées).
suggested_senior = Cadre : autour de 64 € (INSEE 2022, salaires nets, charges estimées).
section_about = L’essentiel
section_rollout = Mise en service et évolutions
section_kpis = Indicateurs et garde-fous
section_worth = Ce qu’elle est censée rapporter
section_costs = Ce qu’elle coûte
section_watch = Surveillance
section_plan = Avant de la lancer
section_claims = Ce qu’on en dit
section_about_process = L’essentiel
section_activities = Activités
section_files = Fichiers qui le racontent
section_organisation = Organisation
section_calendar = Calendrier
section_objectives = Objectifs
section_roles = Fonctions et coût d’une heure
section_tool_prices = Outils et prix
section_dated = Événements datés
section_about_review = L’essentiel
section_answers = Réponses
section_thresholds = Seuils des décisions
section_journal = Journal de terrain
typical_title = Automatisations types
typical_note = Ce qu’il faut mesurer, surveiller et comparer, selon le type d’automatisation. Un modèle
  n’invente aucun chiffre : ni minute, ni euro, ni effet attendu.
typical_open = Partir d’une automatisation type
typical_main = Indicateur principal
typical_guardrails = Garde-fous
typical_needs = Ce qu’il faut
typical_needs_data = Un export où se lisent : {activities}
typical_column_indicator = Indicateur
typical_column_better = Le mieux
typical_column_target = Cible
typical_column_margin = Dégradation tolérée
typical_margin_note = Les dégradations tolérées sont un point de départ : confirmez-les.
typical_indicators = Ce qui est mesuré
typical_is_main = indicateur principal
typical_is_guardrail = garde-fou
typical_is_other = à suivre
typical_activities = Par où passe un dossier
typical_attributes = Colonnes utiles pour comparer les clients ou les dossiers entre eux : {attributes}
typical_reconciled = Ce qui doit arriver, sinon un dossier est perdu
typical_reconcile = après « {of} », il faut « {needs} » dans un délai de {within}
typical_unless = sauf si le dossier est passé d’abord par : {unless}
typical_costs = Ce qu’il faudra chiffrer
typical_failures = Ce qui peut mal tourner
typical_comparison = La comparaison à proposer d’abord
typical_left_out = Ce que le modèle laisse de côté
typical_legal = Cadre légal, à vérifier
typical_add = Ajouter au registre
typical_add_note = L’automatisation est ajoutée comme étant à venir. Les huit questions viennent ensuite. Un
  processus déjà déclaré reste tel quel.
typical_key_hint = Sert de clé dans les fichiers : des lettres sans accent, des chiffres, des traits.
typical_key_wrong = Des lettres minuscules sans accent, des chiffres et des traits : relance-devis.
typical_exists = « {key} » est déjà dans le registre : rien n’a été remplacé. Choisissez un autre nom court.
typical_process = {path} est déjà déclaré, et reste tel quel. Ajoutez-y d’abord ce qui manque :
typical_added = L’automatisation est ajoutée au registre, comme étant à venir.
typical_read_only = Pour l’ajouter au registre, demandez à un éditeur ou à un propriétaire.
section_spot_check = Dossiers relus
"""

TYPICAL = """
sell = Trouver et convaincre des clients
serve = Servir les clients
paid = Facturer, encaisser, payer
inside = Le travail interne
"""

KINDS = """
automation = Automatisations
process = Processus
review = Revues
other = Autres documents
"""

NONE = """
automation = Déclarez une première automatisation : son nom suffit pour commencer.
process = Un processus dit par quelles activités passe un dossier, et quels fichiers le racontent.
review = Les revues apparaîtront ici quand vous en aurez signé une.
other = Les réglages et les événements datés apparaîtront ici.
"""

NEW = """
automation = Nouvelle automatisation
process = Nouveau processus
review = Nouvelle revue
changes = Événements datés
workspace = Réglages
"""

CHANGES = """
added = Nouveau document
changed = Document modifié
removed = Document supprimé
moved = Même texte ; seul change l’endroit où il est tenu
"""

PROBLEMS = """
archive.unreadable = Ce fichier n’est pas un ZIP lisible.
archive.too_many = Ce ZIP contient {n:int} fichiers, plus que la limite ({limit:int}).
archive.too_large = Une fois ouvert, ce ZIP serait trop lourd ({megabytes:int} Mo). Envoyez-le en plusieurs
  fois.
archive.unsafe = « {value} » sort du dossier, est un lien ou est chiffré : laissé de côté.
archive.left_out = « {value} » n’a pas sa place dans un espace : laissé de côté.
"""
