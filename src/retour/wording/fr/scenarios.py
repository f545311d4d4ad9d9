"""What the lint of a scenario file says, in French."""

PROBLEMS = """
scenario.unreadable = « {value} » ne peut pas être ouvert ({reason}).
scenario.packed = « {value} » est une archive compressée.
scenario.encoding = « {value} » n’est pas écrit en UTF-8 : les accents peuvent être faux.
scenario.cut = Ce fichier s’arrête au milieu : il a été coupé.
scenario.not_json = Ce fichier n’est pas du JSON lisible : l’erreur est près de « {value} ».
scenario.too_deep = Ce fichier emboîte trop de niveaux pour être un scénario.
scenario.neither = Ce fichier n’est ni un scénario Make ni un workflow n8n : il contient « {value} ».
scenario.no_module = « {value} » contient {n:noun scénario|scénarios} sans aucun module.
scenario.file_missing = Aucun fichier de scénario ne s’appelle « {value} ».
scenario.file_unnamed = Aucune automatisation ne cite « {value} » : ce scénario n’est pas compté.
scenario.secret = Un mot de passe ou une clé est écrit en clair dans ce fichier de scénario.
"""

HINTS = """
scenario_export = Dans Make : ouvrez le scénario, « More » (⋯), « Export blueprint ». Dans n8n : ouvrez le
  workflow, « ⋯ », « Download ».
scenario_unpack = Décompressez-le, puis donnez les fichiers JSON qu’il contient.
scenario_keep = Mettez le fichier dans le dossier `scenarios/`, ou corrigez la clé `scenario` de son
  automatisation.
scenario_name_it = Dans le fichier de l’automatisation, écrivez « scenario: scenarios/ » et le nom du
  fichier.
scenario_secret_out = Placez-le dans une connexion de l’outil, changez-le, puis exportez de nouveau le
  fichier.
"""

TITLES = """
secret = Un mot de passe ou une clé est écrit en clair
errors_ignored = Des erreurs sont ignorées
error_output_lost = La sortie d’erreur ne mène nulle part
no_error_route = Rien n’est prévu en cas d’erreur
no_alert = Personne n’est prévenu des erreurs
http_errors_pass = Une réponse d’erreur passe pour une bonne réponse
http_unguarded = {n:pick Un appel web n’a|Des appels web n’ont} pas de filet
branch_drops = Des dossiers peuvent disparaître en route
unlinked = {n:pick Un module n’est relié|Des modules ne sont reliés} à rien
retry_without_key = Un nouvel essai peut créer un doublon
failed_not_kept = Ce qui échoue n’est pas mis de côté
break_without_storage = Le gestionnaire « Break » ne peut rien garder
data_loss_allowed = La perte de données est autorisée
runs_hidden = Les exécutions ne peuvent pas être relues
empty_passes = « Rien trouvé » continue comme si de rien n’était
single_point = Tout repose sur un seul module
personal_mailbox = La boîte e-mail d’une seule personne fait tourner le scénario
one_account = Un seul compte fait tout
too_many_modules = Le scénario est très long
no_trigger = Rien ne lance ce scénario
disabled_module = {n:pick Un module est désactivé|Des modules sont désactivés}
pinned_data = Des données de test sont restées dans le fichier
deprecated = {n:pick Un module est|Des modules sont} d’un ancien modèle
"""

WHY = """
secret = Toute personne qui reçoit ce fichier, ou qui ouvre le scénario, peut se servir de ce compte à votre
  place (début et longueur : {masked}).
errors_ignored = Quand l’étape échoue, l’exécution s’affiche réussie : une demande peut se perdre sans que
  personne ne l’apprenne.
error_output_lost = Le dossier qui échoue part dans une branche vide : il disparaît, et l’exécution
  s’affiche réussie.
no_error_route = {calls:pick Un service extérieur peut|Des services extérieurs peuvent} tomber en panne ou
  refuser une donnée : le scénario s’arrête alors au milieu, et le dossier en cours n’est pas traité.
no_alert = L’erreur est rattrapée, mais aucun message ne part : le problème peut durer des semaines avant
  d’être vu.
http_errors_pass = Si le service répond « erreur 500 », la suite travaille avec cette réponse : des valeurs
  fausses sont écrites ou envoyées.
http_unguarded = Tôt ou tard, un service web est lent ou indisponible : le dossier s’arrête alors en route,
  et rien ne le reprend.
branch_drops = Un dossier qui ne remplit aucune condition s’arrête sans erreur et sans trace : un cas que
  personne n’avait prévu se perd en silence.
unlinked = Rien ne mène à {n:pick ce module|ces modules} : {n:pick il ne tourne|ils ne tournent} jamais,
  alors qu’on peut croire le contraire en regardant l’écran.
retry_without_key = Si le service a fait le travail mais que sa réponse s’est perdue, l’essai suivant
  recommence : deux fiches, deux messages ou deux paiements.
failed_not_kept = Quand une exécution échoue, ses données sont jetées : il faudra retrouver le dossier à la
  main, si quelqu’un s’en aperçoit.
break_without_storage = « Break » met l’exécution de côté, mais le réglage du scénario l’interdit : le
  dossier est perdu malgré le gestionnaire.
data_loss_allowed = Quand il n’y a plus de place pour les exécutions inachevées, les suivantes sont jetées
  sans bruit.
runs_hidden = Après un échec, impossible de savoir quel dossier était concerné, donc de le reprendre.
empty_passes = Une recherche sans résultat passe quand même à l’étape qui écrit : des lignes ou des messages
  vides partent.
single_point = Si ce module échoue, {writes:noun autre étape qui écrit ou envoie ne se fait|autres étapes
  qui écrivent ou envoient ne se font} pas non plus.
personal_mailbox = Le jour où cette personne part, change de mot de passe ou ferme sa boîte ({mailbox}),
  tout s’arrête.
one_account = Une autorisation qui expire ou un mot de passe changé, et {n:noun étape s’arrête|étapes
  s’arrêtent} d’un coup, dans {apps:noun outil|outils}.
too_many_modules = Avec {size:noun module|modules}, plus personne ne voit ce qu’une modification peut casser
  (nous le signalons au-delà de {limit:int}).
no_trigger = Le fichier ne contient pas de déclencheur : c’est peut-être un morceau de scénario.
disabled_module = Une étape coupée pour un essai puis oubliée ne se fait plus : vérifiez que c’est voulu.
pinned_data = Ces données figées (peut-être celles de vrais clients) partent avec chaque copie du fichier,
  et faussent les essais.
deprecated = L’éditeur a remplacé {n:pick ce module|ces modules} : plus de corrections, et un jour un arrêt
  possible.
"""

FIXES = """
secret.make = Créez une connexion ou une clé (« Credentials », « Keychain ») et choisissez-la dans le module
  à la place du texte. Puis changez la clé chez le fournisseur : celle-ci a pu être lue.
secret.n8n = Créez un identifiant (« Credentials ») et choisissez-le dans le nœud à la place du texte. Puis
  changez la clé chez le fournisseur : celle-ci a pu être lue.
errors_ignored.make = Avant la directive « Ignore », « Resume » ou « Commit », ajoutez dans la route
  d’erreur un module qui prévient (Slack, e-mail) ou qui note le dossier dans une feuille. Ou remplacez-la
  par « Break ».
errors_ignored.n8n = Dans le nœud, onglet « Settings », « On Error » : choisissez « Continue (using error
  output) » et reliez cette sortie à un nœud qui prévient ou qui note le dossier.
error_output_lost.make = Ajoutez au moins un module dans la route d’erreur.
error_output_lost.n8n = Reliez la sortie « Error » à un nœud qui prévient quelqu’un ou qui note le dossier.
  Sinon, remettez « On Error » sur « Stop Workflow ».
no_error_route.make = Clic droit sur chaque module qui écrit ou envoie, « Add error handler » : un module
  qui prévient, puis « Break » pour mettre le dossier de côté (sans achèvement automatique si le module crée
  ou envoie quelque chose).
no_error_route.n8n = Créez un workflow qui commence par « Error Trigger » et qui vous prévient. Puis, dans
  celui-ci : « ⋯ », « Settings », « Error workflow », choisissez-le.
no_alert.make = Ajoutez dans la route d’erreur, avant la directive, un module qui écrit à quelqu’un (Slack,
  e-mail).
no_alert.n8n = Ajoutez un message (Slack, e-mail) sur la sortie « Error », ou choisissez un « Error workflow
  » dans « ⋯ », « Settings ».
http_errors_pass.make = Dans le module HTTP, cochez « Return error if HTTP request fails » ; dans l’ancienne
  version, « Evaluate all states as errors (except for 2xx and 3xx) ».
http_errors_pass.n8n = Dans le nœud HTTP Request, « Options », « Response » : désactivez « Never Error », ou
  testez le code de réponse juste après.
http_unguarded.make = Clic droit sur le module, « Add error handler », « Break » avec l’achèvement
  automatique. Activez aussi « Allow storing of incomplete executions » dans les réglages du scénario.
http_unguarded.n8n = Onglet « Settings » du nœud : « Retry On Fail », puis « On Error » sur « Continue
  (using error output) », relié à une alerte. Dans « Options », fixez un « Timeout ».
branch_drops.make = Cliquez sur une route du routeur et marquez-la comme « fallback », avec un module qui
  note ou signale le dossier. Après un simple filtre, passez d’abord par un routeur.
branch_drops.n8n = Switch : « Options », « Fallback Output », « Extra Output », reliée à un nœud qui note le
  dossier. If : reliez aussi l’autre sortie. Filter : remplacez-le par un If.
unlinked.make = Reliez ce qui manque au reste du scénario, ou supprimez-le.
unlinked.n8n = Reliez ce qui manque au reste du workflow, ou supprimez-le.
retry_without_key.make = Cherchez d’abord si la fiche existe (« Search », puis filtre), ou utilisez un
  module « Upsert ». Pour un appel HTTP, ajoutez un en-tête « Idempotency-Key » si le service l’accepte.
retry_without_key.n8n = Cherchez d’abord si la fiche existe, ou choisissez une opération « Create or Update
  » quand elle existe. Pour un appel HTTP, ajoutez un en-tête « Idempotency-Key » si le service l’accepte.
failed_not_kept.make = Réglages du scénario (roue dentée) : activez « Allow storing of incomplete executions
  ».
failed_not_kept.n8n = « ⋯ », « Settings » : enregistrez les exécutions en échec (« Save failed production
  executions »).
break_without_storage.make = Réglages du scénario (roue dentée) : activez « Allow storing of incomplete
  executions ».
break_without_storage.n8n = « ⋯ », « Settings » : enregistrez les exécutions en échec.
data_loss_allowed.make = Réglages du scénario (roue dentée) : désactivez « Enable data loss ».
data_loss_allowed.n8n = « ⋯ », « Settings » : enregistrez les exécutions en échec.
runs_hidden.make = Réglages du scénario (roue dentée) : désactivez « Data is confidential », sauf si la loi
  vous y oblige.
runs_hidden.n8n = « ⋯ », « Settings », « Save failed production executions » : choisissez « Save » (à
  vérifier).
empty_passes.make = Ajoutez un filtre « existe » entre la recherche et le module qui écrit.
empty_passes.n8n = Onglet « Settings » du nœud : désactivez « Always Output Data », ou ajoutez un If « n’est
  pas vide » avant le nœud qui écrit.
single_point.make = Donnez-lui en premier un gestionnaire d’erreur (« Add error handler ») : une alerte,
  puis « Break ». Ou séparez le scénario en deux.
single_point.n8n = Donnez-lui en premier « Retry On Fail » et une sortie d’erreur reliée à une alerte. Ou
  séparez le workflow en deux (« Execute Sub-workflow »).
personal_mailbox.make = Créez une adresse commune, qui n’est au nom de personne, puis une nouvelle connexion
  dans « Connections ».
personal_mailbox.n8n = Créez une adresse commune, qui n’est au nom de personne, puis un nouvel identifiant
  dans « Credentials ».
one_account.make = Utilisez un compte de service qui n’appartient à personne, et notez qui peut le
  renouveler.
one_account.n8n = Utilisez un compte de service qui n’appartient à personne, et notez qui peut le
  renouveler.
too_many_modules.make = Sortez une partie dans un autre scénario, appelé par celui-ci (module « Scenarios »,
  à vérifier).
too_many_modules.n8n = Sortez une partie dans un autre workflow, appelé par « Execute Sub-workflow ».
no_trigger.make = Exportez le scénario entier.
no_trigger.n8n = Exportez le workflow entier (« ⋯ », « Download »), pas une partie copiée.
disabled_module.make = Réactivez ce qui doit tourner, supprimez le reste.
disabled_module.n8n = Réactivez ce qui doit tourner, supprimez le reste : un nœud désactivé laisse passer
  les données telles quelles.
pinned_data.make = Retirez les données de test avant de partager le fichier.
pinned_data.n8n = Ouvrez chaque nœud et retirez l’épingle (« Unpin ») avant de partager le fichier.
deprecated.make = Prenez la version actuelle du module.
deprecated.n8n = Prenez le nœud actuel (« Code » pour « Function », « Schedule Trigger » pour « Cron »).
"""

UNSEEN = """
make_alerts = Qui reçoit les e-mails d’erreur de Make : c’est dans le profil de chacun (« Email preferences
  »). Par défaut, Make écrit en cas d’erreur et d’arrêt, pas pour un simple avertissement.
make_on_and_when = Si le scénario est activé, et à quelle heure il tourne.
make_settings = Les réglages du scénario : ce fichier ne les contient pas.
n8n_settings = Les réglages du workflow, dont « Error workflow » : ce fichier ne les contient pas.
n8n_error_workflow = Ce que fait le workflow d’erreur choisi : il est dans un autre fichier.
n8n_alerts = Si quelqu’un surveille n8n lui-même (journaux, panne du serveur).
code = Ce que fait le code écrit dans les modules : il n’est pas jugé, hors mots de passe.
caller = Ce que le scénario qui appelle celui-ci fait de ses erreurs.
runs = Combien de fois il tourne, et combien de fois il échoue.
"""

LABELS = """
title = {name} ({builder})
nameless = Scénario sans nom
counts = {modules:noun module|modules}, {apps:noun outil extérieur|outils extérieurs}, {calls:noun étape qui
  en dépend|étapes qui en dépendent}.
score = Fragilité : {score:int} sur 100 ({level:say lint}).
score_unknown = Fragilité : inconnue, il n’y a aucun module à juger.
sound = peu de signes de fragilité
to_strengthen = à renforcer
fragile = fragile
serious = Grave
warning = À corriger
note = À savoir
at = Où : {modules}
at_more = Où : {modules} et {n:noun autre|autres}
why = Pourquoi : {said}
fix = Correction : {said}
nothing = Rien à signaler dans ce que montre le fichier.
unseen = Ce que ce fichier ne peut pas montrer
how = Calcul : {parts}. Un point grave compte 25, un point à corriger 10, un point à savoir 2 ; chaque
  module de plus ajoute 5 ou 2, cinq fois au plus ; le total s’arrête à 100.
part = {title} {points:int}
read = {n:noun scénario lu|scénarios lus}.
"""
