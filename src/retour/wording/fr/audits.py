"""The twenty AMOR checks, their reasons, and the questions asked to people, in French."""

CHECKS = """
A1 = Sert-elle un objectif toujours d’actualité ?
A2 = Quelqu’un en est-il responsable ?
A3 = Est-elle encore utilisée ?
A4 = Sait-on à qui elle s’adresse (type de client, langue, taille) ?
A5 = La base légale et la mention de l’IA sont-elles notées ?
M1 = L’indicateur principal est-il complet, cible comprise ?
M2 = Connaît-on le niveau d’avant ?
M3 = Existe-t-il une comparaison ?
M4 = Un garde-fou est-il suivi ?
M5 = La mesure est-elle assez précise ?
O1 = Tous les dossiers arrivent-ils au bout ?
O2 = Fonctionne-t-elle de façon fiable ?
O3 = Les frictions ont-elles baissé ?
O4 = Qu’en dit l’équipe ?
O5 = Qu’en disent les clients, ou les dossiers relus ?
R1 = Rapporte-t-elle plus qu’elle ne coûte ?
R2 = Tient-elle sa promesse ?
R3 = L’entretien et la surveillance restent-ils légers par rapport au temps libéré ?
R4 = Le gain est-il durable ?
R5 = Convient-elle à tous les types de dossiers ?
"""

REASONS = """
not_live_yet = L’automatisation n’est pas encore en service.
answered = Réponse donnée par {by} le {at:date}.
objective_reviewed = L’objectif a été confirmé le {at:date}.
objective_expired = L’objectif n’a pas été confirmé depuis le {at:date}.
objective_never_reviewed = L’objectif n’a jamais été confirmé.
objective_closed = L’objectif n’est plus d’actualité.
objective_unknown = L’objectif « {objective} » n’est pas déclaré.
no_objective = Aucun objectif n’est déclaré.
owner_active = Responsable : {owner}. Dernière revue signée le {at:date}.
owner_named = Responsable : {owner}.
no_owner = Personne n’en est responsable.
used = {seen:noun utilisation|utilisations} en 90 jours, pour {needed:int} attendues au moins.
barely_used = {seen:noun utilisation|utilisations} en 90 jours, pour {needed:int} attendues : c’est peu.
not_used = {seen:noun utilisation|utilisations} en 90 jours, pour {needed:int} attendues.
use_unknown = Rien dans les données ne dit si elle sert encore.
segments_filled = Le type de dossier est noté pour {coverage:pct} des dossiers.
segments_partly_filled = « {segment} » n’est noté que pour {coverage:pct} des dossiers.
segments_empty = « {segment} » n’est presque jamais noté ({coverage:pct}).
no_segments = Aucun type de dossier n’est déclaré.
coverage_unknown = On ne sait pas si « {segment} » est noté.
legal_recorded = La base légale est notée, et la mention de l’IA aussi s’il en faut une.
legal_red = Un responsable a déclaré qu’elle doit s’arrêter.
legal_missing = La base légale n’est pas notée.
ai_label_missing = L’usage de l’IA n’est pas signalé.
ai_label_not_said = Personne n’a dit si l’usage de l’IA est signalé.
legal_not_said = Personne n’a dit quelle est la base légale.
indicator_complete = L’indicateur principal est complet.
indicator_incomplete = Il manque à l’indicateur principal : {missing:say missing_part}.
no_main_indicator = Aucun indicateur principal n’est déclaré.
baseline = {n:noun dossier|dossiers} sans l’automatisation ; période d’avant : {weeks:num 0}
  {weeks:pick semaine|semaines}.
baseline_short = Seulement {n:noun dossier|dossiers} sans l’automatisation ; période d’avant : {weeks:num 0}
  {weeks:pick semaine|semaines}.
no_baseline = Aucun dossier sans l’automatisation à quoi comparer.
go_live_unknown = La date de mise en service n’est pas connue.
no_data = Aucune donnée.
compared = La preuve est {grade:say grade_of}.
no_comparison = Aucune comparaison solide : la preuve est {grade:say grade_of}.
no_effect = Aucun effet n’a pu être mesuré.
guardrail_fed = Le garde-fou « {guardrail} » est à jour (dernière donnée il y a {age_days:days}).
guardrail_stale = Le garde-fou « {guardrail} » n’a rien reçu depuis {age_days:days}.
guardrail_without_margin = Le garde-fou « {guardrail} » n’a pas de marge déclarée.
guardrail_not_fed = Le garde-fou « {guardrail} » ne reçoit aucune donnée.
guardrail_declared = Le garde-fou « {guardrail} » est déclaré, pas encore mesuré.
no_guardrail = Aucun garde-fou n’est déclaré.
precise = L’intervalle est assez étroit pour voir le plus petit effet qui compte pour vous.
imprecise = L’intervalle est trop large pour voir le plus petit effet qui compte pour vous.
smallest_effect_not_said = Personne n’a dit à partir de quel effet cela vaut la peine.
effect_unknown = L’effet n’est pas connu : {why:say unknown}.
complete = {due:noun dossier attendu, bien arrivé|dossiers attendus, tous bien arrivés}.
lost_cases = {lost:noun dossier perdu|dossiers perdus} sur {due:int} ({share:pct}).
records_ignored = {ignored:noun élément ignoré|éléments ignorés} par des exécutions marquées comme réussies.
no_rule = Aucune règle ne dit quel dossier doit arriver où.
nothing_due = Aucun dossier n’a encore dépassé son délai.
reconcile_problem = La règle de recherche des pertes n’a pas pu être appliquée.
reliable = {success:pct} d’exécutions réussies sur {runs:int}, pour un objectif de {target:pct}.
reliable_uncovered = {success:pct} d’exécutions réussies sur {runs:int}, mais rien ne surveille les pertes
  silencieuses.
unreliable = {success:pct} d’exécutions réussies sur {runs:int}, sous l’objectif de {target:pct}.
reliability_unclear = {success:pct} d’exécutions réussies sur {runs:int} : on ne peut pas encore dire si
  l’objectif de {target:pct} est tenu.
silent = Plus rien depuis le {since:date}.
too_few_runs = Trop peu d’exécutions ({runs:int}).
no_runs = Aucune exécution dans les données.
friction_down = En baisse : {what:say friction}.
friction_up = En hausse : {what:say friction}.
friction_same = Pas de changement visible.
friction_unknown = Aucune friction n’a pu être mesurée avant et après.
voice_good = « {item:say voice} » : {score:num 1}, une bonne note.
voice_unclear = « {item:say voice} » : {score:num 1}, ce qui ne permet pas encore de trancher.
voice_bad = « {item:say voice} » : {score:num 1}, une note basse.
control_falling = Le sentiment de pouvoir reprendre la main baisse.
voice_falling = « {item:say voice} » baisse.
too_few_answers = Trop peu de réponses pour les montrer.
read_right = {read:noun dossier relu|dossiers relus}, aucun mauvais, {unexpected:noun inattendu|inattendus} :
  il peut y en avoir encore jusqu’à {high:pct} de mauvais.
read_some_wrong = {wrong:noun mauvais dossier|mauvais dossiers} sur {read:int} relus : entre {low:pct} et
  {high:pct} de l’ensemble.
read_wrong = {wrong:noun mauvais dossier|mauvais dossiers} sur {read:int} relus : entre {low:pct} et
  {high:pct} de l’ensemble, c’est trop.
wave_expired = Les dernières réponses datent du {at:date}.
no_wave = Personne n’a été interrogé.
net_positive = Le gain a {p:chance} d’être positif.
net_likely = Le gain est plutôt positif ({p:chance}).
net_unproven = Trop peu de chances que le gain soit positif : {p:chance}.
net_unknown = Le gain n’est pas connu : {why:say unknown}.
forecast_met = {ratio:pct} de ce qui était prévu.
forecast_partly = {ratio:pct} de ce qui était prévu.
forecast_missed = Seulement {ratio:pct} de ce qui était prévu.
no_forecast = Aucune prévision n’a été faite avant le démarrage.
effort_low = L’entretien et la surveillance prennent {ratio:pct} du temps libéré.
effort_fair = L’entretien et la surveillance prennent {ratio:pct} du temps libéré.
effort_high = L’entretien et la surveillance prennent {ratio:pct} du temps libéré : c’est beaucoup.
no_hours_freed = Aucun temps n’est libéré.
hours_unknown = Le temps libéré n’est pas connu : {why:say unknown}.
effort_not_said = Personne n’a dit combien d’heures cela demande : {missing:say money}.
durable = Pas de dégradation sur {weeks:num 0} semaines ; {maintainers:noun personne sait|personnes savent}
  la réparer.
one_person = Pas de dégradation sur {weeks:num 0} semaines, mais une personne au plus sait la réparer.
drifting = L’indicateur se dégrade sur les {weeks:num 0} dernières semaines.
too_short = Durée d’observation trop courte : {weeks:num 0} {weeks:pick semaine|semaines}.
maintainers_not_said = Pas de dégradation sur {weeks:num 0} semaines, mais personne n’a dit qui sait la
  réparer.
no_segment_harmed = Aucun type de dossier n’y perd de façon visible.
segment_harmed = « {segment} » y perd ({share:pct} du volume).
segments_unknown = L’effet par type de dossier n’est pas connu.
"""

VOICE = """
usefulness = Elle répond à mes besoins
ease = Elle est facile à utiliser
clarity = Je comprends ce qu’elle fait
control = Je peux reprendre la main
trust = Je peux lui faire confiance
received_quality = Qualité de ce que je reçois
umux_lite = Facilité et utilité, sur 100
speed = Rapidité
relevance = Pertinence
personalisation = Personnalisation
satisfaction = Clients satisfaits
effort = Effort
frustration = Agacement
satisfaction_10 = Satisfaction, sur 10
nps = Recommandation
"""
