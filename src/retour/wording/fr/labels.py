"""Titles, column names, units and fixed sentences, in French."""

TEXT = """
unsaid = Un point à signaler, sans phrase pour le dire (code {code})
reason_code = raison {code}
yes = oui
no = non
unknown = inconnu
unknown_because = Inconnu : {why}
working_days = {n:noun jour ouvré|jours ouvrés}
place_file = {file}
place_line = {file}, ligne {line}
place_column_file = {file}, colonne « {column} »
place_column = {file}, ligne {line}, colonne « {column} »

estimate = {point} (entre {low} et {high})
estimate_level = {point} (entre {low} et {high}, intervalle à {level:pct})
declared_point = {point} (déclaré)
declared_range = {point} (déclaré, de {low} à {high})
card_range = {point} (barème, de {low} à {high})
card_point = {point} (barème)
usual_point = {point} (valeur habituelle)
usual_range = {point} (valeur habituelle, de {low} à {high})
level = intervalle à {level:pct}
n = n = {n:int}
n_both = n = {n:int} après, {before:int} avant
n_unknown = n : aucun dossier compté
n_arms = n = {n:int} avec, {before:int} sans
n_of_effect = n : celui de l’effet
n_so_far = n : tous les dossiers connus à ce jour
n_automations = n = {n:noun automatisation|automatisations}
period = du {start:date} au {end:date}
counted = compté dans vos fichiers
evidence_is = Preuve : {word}
grade_A = très forte
grade_B = forte
grade_C = moyenne
grade_D = déclarée
grade_E = aucune
comparator_counterfactual = comparé à ce qui se serait passé sans l’automatisation
comparator_hold_out = comparé aux dossiers laissés de côté au hasard
comparator_before = comparé à la période d’avant, sans correction
comparator_untreated = comparé aux dossiers non traités, choisis sans tirage au sort
comparator_previous_version = comparé à la version précédente
comparator_without_costs_or_gains = comparé à la situation sans automatisation
direction_gain = mieux
direction_loss = moins bien
direction_none = pas d’effet visible
chances = {n:noun chance|chances} sur 100
chances_most = plus de 99 chances sur 100
chances_least = moins de 1 chance sur 100

unit_points_one = # point
unit_points_many = # points
unit_minutes_one = # min
unit_minutes_many = # min
unit_hours_per_month_one = # h par mois
unit_hours_per_month_many = # h par mois
unit_hours_one = # h
unit_hours_many = # h
unit_days_one = # jour
unit_days_many = # jours
unit_cases_per_month_one = # dossier par mois
unit_cases_per_month_many = # dossiers par mois
unit_per_month_one = # par mois
unit_per_month_many = # par mois
unit_per_year_one = # par an
unit_per_year_many = # par an
unit_count_one = #
unit_count_many = #
unit_per_case_one = # par dossier
unit_per_case_many = # par dossier
unit_cases_one = # dossier
unit_cases_many = # dossiers
unit_score_one = #
unit_score_many = #
unit_fte_one = # ETP
unit_fte_many = # ETP
unit_months_one = # mois
unit_months_many = # mois
unit_times_one = facteur #
unit_times_many = facteur #
unit_money_per_month = # par mois
unit_money_per_hour = # de l’heure
unit_money_per_case = # par dossier

column_process = Nom du process
column_objective = Objectif
column_tools = Outil(s)
column_kpi = KPI principal
column_follow_up = Fréquence de suivi
column_impact = Impact constaté
column_evidence = Preuve de l’effet
column_net = Gain après coûts, par mois
column_amor = AMOR
column_decision = Décision
column_low = Bas
column_high = Haut
column_point = Valeur
column_n = n
column_grade = Preuve
column_unit = Unité
column_key = Clé
column_said = En toutes lettres
column_comparator = Comparé à
column_period = Période
column_rule = Règle
column_place = Endroit
column_value = Valeur lue
column_hint = Que faire
column_severity = Gravité
column_what = Quoi
column_before = Avant
column_after = Après
column_case = Dossier
column_since = Depuis
column_amount = Montant
column_file = Fichier
column_rows = Lignes lues
column_events = Événements gardés
column_rejected = Lignes écartées
column_guessed = Ce qui a été deviné
column_duplicates = Doublons
column_step = Début
column_observed = Observé
afterwards = après la mise en service
voice_before = avant : {value}
column_without = Sans l’automatisation
column_activity = Activité
column_manual = Fait à la main
column_cases = Dossiers
column_chances = Chances sur 100
column_lost_before = Avant la mise en service
sheet_table = Tableau
sheet_figures = Chiffres
sheet_problems = Points à vérifier
severity_error = à corriger
severity_warning = à regarder
severity_note = pour information

not_said = non précisé
not_declared = non déclaré
none = aucun
daily = quotidien
weekly = hebdomadaire
monthly = mensuel
quarterly = trimestriel
yearly = annuel
planned = prévue
live = en service
paused = en pause
retired = retirée

page_title = {name} : ce que vos automatisations rapportent vraiment
skip = Aller au contenu
nav_certain = Ce qui est sûr
nav_table = Tableau de pilotage
nav_decide = À décider
nav_sheets = Fiches
nav_sources = Données
contents = Sommaire
empty_title = Rien à mesurer pour l’instant
empty_text = Cet espace ne contient encore aucune automatisation. Déclarez-en une, ajoutez l’export de ce
  qui est arrivé et l’export de ce qui a été fait : la première certitude vient en quelques minutes.
empty_action = Pour commencer, lancez « retour init », puis « retour check ».
certain_title = Ce qui est sûr
certain_note = Compté ligne par ligne dans vos données, sans estimation.
certain_nothing = Rien n’a pu être compté : aucune règle de perte, aucun délai, aucune tâche manuelle mesurée.
levels_note = Un niveau avant et un niveau après : tout ce qui a changé en même temps est compté dedans.
balance_title = Ce qui est sûr, ce qui l’est moins
balance_note = Gain après coûts, par mois, séparé selon la force de la preuve. Plus la preuve est forte,
  plus la barre est pleine.
balance_none = Aucun gain n’a pu être chiffré en euros.
balance_unknown = {n:noun automatisation|automatisations} sans gain chiffrable, jamais comptée comme zéro.
balance_unknown_many = {n:noun automatisation|automatisations} sans gain chiffrable, jamais comptées comme
  zéro.
balance_joint = {one} et {other} agissent sur le même indicateur en même temps : leur gain est compté une
  fois, avec {other}.
balance_set_aside = {n:noun automatisation en pause ou retirée, non comptée|automatisations en pause ou
  retirées, non comptées} ici.
decide_title = À décider
decide_note = Une décision proposée par automatisation, avec ses raisons. C’est vous qui décidez.
settle_title = Ce qui trancherait la suite
settle_note = La mesure qui rapporterait le plus, son coût déduit, calculée sur votre propre volume.
settle_nothing = Rien de plus à mesurer pour l’instant.
table_title = Tableau de pilotage
table_note = Les six colonnes d’abord, la preuve et la décision ensuite. Un effet compare ce qui s’est passé
  à ce qui se serait passé sans l’automatisation. Point : estimation. Barre : intervalle à 90 %.
effect_title = L’effet
effect_no_title = Pas encore d’effet mesurable
effect_chart = Courbe observée, et courbe estimée sans l’automatisation
effect_chart_D = Par jour : courbe observée, et courbe estimée sans l’automatisation, avec sa bande à 90 %.
effect_chart_W = Par semaine : courbe observée, et courbe estimée sans l’automatisation, avec sa bande à 90 %.
effect_chart_M = Par mois : courbe observée, et courbe estimée sans l’automatisation, avec sa bande à 90 %.
effect_numbers = Voir les chiffres de la courbe
effect_said = {indicator} : {value}, {direction}.
effect_level = Observé {period} : {level}. Sans l’automatisation, on attendait {without}.
effect_level_corrected = Observé {period} : {level}, contre {without} sans l’automatisation. L’effet corrige
  en plus ce que les deux côtés étaient déjà avant.
effect_naive = L’écart brut, sans correction, ne dit pas ce que l’automatisation a changé :
effect_pending = {n:noun dossier récent|dossiers récents} dont l’issue n’est pas encore connue : ni succès,
  ni échec.
effect_detectable = À votre volume, cette méthode voit presque toujours un effet de {value} ou plus ; un
  effet plus petit peut lui échapper.
beside_title = L’effet de plus près
effect_drift_growing = L’effet grandit avec le temps. Seconde moitié de la période, par rapport à la
  première :
effect_drift_fading = L’effet s’essouffle. Seconde moitié de la période, par rapport à la première :
effect_drift_steady = L’effet tient dans le temps. Seconde moitié de la période, par rapport à la première :
effect_drift_unclear = L’effet tient-il dans le temps ? On ne peut pas encore le dire. Seconde moitié de la
  période, par rapport à la première :
effect_any_day = Intervalle qui tient quel que soit le jour où vous le lisez :
effect_complier = Sur les seuls dossiers où l’automatisation a vraiment joué :
outlook_title = Ce que chaque méthode pourrait montrer
outlook_drawn = En laissant de côté {share:pct} des dossiers, tirés au sort : un effet de {target} visible
  après {cases:noun dossier|dossiers}, soit environ {weeks:noun semaine|semaines} ;
  réponse à partir du {day:date}.
outlook_drawn_only = En laissant de côté des dossiers tirés au sort : il faudrait plus de deux ans pour
  voir un effet de {target} ; en {weeks:noun semaine|semaines}, seulement {detectable} ou plus.
outlook_date = Avec une date seule : un effet de {target} visible après {weeks:noun semaine|semaines} ;
  réponse à partir du {day:date}.
outlook_date_only = Avec une date seule : seulement un effet de {detectable} ou plus, après
  {weeks:noun semaine|semaines}.
outlook_date_none = Avec une date seule : le passé est trop court pour le dire.
outlook_name_drawn = Des dossiers tirés au sort restent sans
outlook_name_date = Une date seule
outlook_within = {detectable} ou plus, en {weeks:noun semaine|semaines}
outlook_cases = {n:noun dossier|dossiers}
outlook_unseen = non prévisible
outlook_column_design = Méthode
outlook_column_seen = Effet vu quatre fois sur cinq
outlook_column_cases = Dossiers nécessaires
outlook_column_answer = Réponse à partir du
effect_answer = Réponse attendue à partir du {day:date}.
version_all = toutes versions confondues
version_over = {version}, par rapport à la version précédente
version_other_title = Autres comparaisons
observed = Observé
without = Sans l’automatisation
estimated = estimé
go_live = Mise en service
event_on = {what}, {day:date}
level_seen = {value} en moyenne
level_without = {value}, estimé
segments_title = L’effet selon le type de dossier
segments_note = Chaque effet est rapproché des autres : pris seul, le meilleur de plusieurs est toujours
  trop beau.
segments_opposite = L’effet change de sens selon le type de dossier : à la hausse pour {up}, à la baisse
  pour {down}.
segments_differ = Les types de dossiers réagissent différemment, plus que le hasard seul ne le ferait.
segments_alike = Rien ne montre que l’effet diffère d’un type de dossier à l’autre.
segments_one = Un seul type de dossier a assez de dossiers pour un effet à lui.
segments_none = Aucun type de dossier n’a assez de dossiers pour un effet à lui.
segments_small = Trop peu de dossiers pour le dire : {names}.
segments_unnamed = Autres types de dossiers, trop petits ou trop nombreux pour être lus : {n:int}.
segment_of = Type de dossier
hidden_title = Et si quelque chose avait été oublié ?
hidden_point = Pour expliquer à elle seule tout l’effet, une cause que personne n’a notée devrait peser d’un
  {strength} à la fois sur les chances d’être traité et sur celles du résultat.
hidden_bound = Pour que l’effet ne soit plus visible, un {bound} suffirait.
hidden_enough = La plus forte des différences déclarées, « {name} », pèse d’un {known} : une cause oubliée
  aussi forte suffirait à tout expliquer.
hidden_doubt = La plus forte des différences déclarées, « {name} », pèse d’un {known} : une cause oubliée
  aussi forte rendrait l’effet douteux, sans tout expliquer.
hidden_short = La plus forte des différences déclarées, « {name} », ne pèse que d’un {known} : il faudrait
  une cause plus forte que tout ce qui est déclaré.
hidden_no_known = Aucune différence déclarée ne permet de dire si c’est beaucoup.
method_of = {name}, « {indicator} » : {technique}, version {version}.
methods_title = Méthodes de calcul
worth_title = Ce que cela rapporte
worth_note = Gain par mois, tous les coûts déduits. 50 pastilles : chacune vaut 2 chances sur 100.
worth_none = Le gain en euros n’est pas chiffrable
worth_balance = 0, à l’équilibre
worth_dots = {above:noun pastille|pastilles} sur 50 au-dessus de zéro
worth_lines = Le détail, ligne par ligne
worth_cash_capacity = L’argent (qui rentre, ou ne sort plus) et le temps libéré sont comptés séparément.
worth_net = Gain après coûts
worth_cash = Dont argent
worth_capacity = Dont temps libéré
worth_running_cost = Coût de fonctionnement
worth_build = Coût de mise en place
worth_turnover = Chiffre d’affaires concerné
worth_npv = Gain cumulé sur la durée de vie
worth_hours = Heures libérées
worth_hours_restated = Heures libérées, avec la dernière correction
worth_machine_hours = Temps de machine
worth_fte = Équivalent temps plein
worth_payback = Remboursé en
worth_p_positive = Chances que le gain soit positif
worth_inputs = Sur quoi reposent ces montants
worth_inputs_note = Chaque nombre qui entre dans le calcul de ces montants, et où il est écrit.
worth_not_said = Non précisé, donc non compté : {what}.
why_title = Pourquoi cette preuve
why_title_grade = Pourquoi la preuve est {word}
why_passed = Vérifié
why_failed = Condition non remplie
why_unchecked = N’a pas pu être vérifié
why_lift = Si cette condition était remplie, la preuve serait {word}.
map_title = Le parcours, avant et après
map_note = Plein : fait à la main. Contour bleu : automatique. Gris : moment du parcours. Chaque étape garde
  sa place ; en pointillé, elle a disparu.
map_lost = {n:noun dossier perdu|dossiers perdus}
map_delay = {name} : {value}
map_before = Avant
map_after = Après
map_cut = Les {n:int} activités les plus fréquentes sont dessinées.
map_said = {when} : {cases:noun dossier|dossiers}, {manual:noun tâche manuelle|tâches manuelles} par dossier
  en moyenne
map_said_plain = {when} : {cases:noun dossier|dossiers}
amor_title = Audit AMOR
amor_note = Vingt questions, quatre lettres, de 0 à 3. Pas de moyenne : la lettre la plus faible donne le ton.
amor_bars = {bars:int} sur 3
amor_unknown = inconnu
amor_weakest = Le point faible : {letter}.
amor_known = {known:noun réponse connue|réponses connues} sur {checks:int}
amor_next = Prochaine revue le {day:date}.
amor_owed = Revue attendue depuis le {day:date}.
amor_stale = à revoir depuis le {day:date}
amor_checks = Les questions, une par une
letter_A = Alignement
letter_M = Mesure
letter_O = Observation
letter_R = Rendement
status_pass = oui
status_partial = en partie
status_fail = non
status_unknown = inconnu
decision_title = La décision proposée
decision_is = La décision proposée : {decision}
amor_letter = {letter} : {bars}
decision_change = Ce qui changerait la décision
claims_title = Ce qui est affirmé
claims_note = Une affirmation reste déclarée, quel que soit son auteur : nous refaisons le calcul, et disons
  ce qu’il prouve.
claims_proves = Ce que la phrase montre
claims_missing = Ce qu’il manque pour aller plus loin
claims_stated = chiffre affirmé
claims_added = ce que nous ajoutons
voice_title = Ce qu’en disent l’équipe et les clients
voice_none = Personne n’a encore été interrogé.
voice_answered = {answered:noun réponse|réponses} sur {invited:noun invitation|invitations}
voice_answered_only = {answered:noun réponse|réponses}
voice_scale = de {low} à {high}
voice_everybody = {low} à {high} de toutes les personnes invitées, quoi que pensent celles qui n’ont pas
  répondu
audience_team = Équipe
audience_customer = Clients
sources_title = D’où viennent ces chiffres
sources_note = Ce que chaque fichier a donné, et ce qui a été deviné en le lisant.
sources_none = Aucun fichier lu.
problems_title = Points à vérifier dans vos données
problems_none = Aucun point à vérifier.
problems_count = {n:noun point|points} à vérifier dans vos données
problems_more = … et {n:noun autre point|autres points} à vérifier.
footer_level = Intervalles à 90 %.
footer_watermark = Données jusqu’au {day:date}, chiffres calculés le {today:date}.
footer_no_data = Aucune donnée reçue, page calculée le {today:date}.
footer_explain = Pour remonter d’un chiffre à ses lignes : retour explain CLÉ
footer_digest = Empreinte {digest}
more_of_them = {n:noun autre|autres}
figures_details = Voir les chiffres

lost_of_due = {n:noun dossier perdu|dossiers perdus} sur {due:int} : « {of} » sans « {needs} » au bout de
  {within}.
lost_zero = Aucun dossier perdu sur {due:int} : « {needs} » suit toujours « {of} » dans les temps.
lost_zero_late = Aucun dossier perdu sur {due:int} : « {needs} » finit toujours par suivre « {of} ».
lost_before = Avant la mise en service : {n:int} sur {due:int}.
lost_late = {n:noun dossier retrouvé|dossiers retrouvés} en retard.
lost_unless = Les dossiers passés entre-temps par {unless} ne sont pas comptés.
lost_waiting = {n:noun dossier|dossiers} encore dans les délais.
at_place = {place} : {said}
lost_past_end = {n:noun dossier arrivé|dossiers arrivés} après la fin du fichier de « {needs} » :
  soit l’export est plus ancien, soit tout s’est arrêté ; à vérifier.
lost_ambiguous = {n:noun dossier|dossiers} dont le client était déjà connu : {n:pick ni retrouvé, ni
  perdu|ni retrouvés, ni perdus}.
lost_unmatchable = {n:noun dossier|dossiers} sans adresse e-mail : {n:pick ni retrouvé, ni perdu|ni
  retrouvés, ni perdus}.
lost_none_due = Aucun dossier n’a encore dépassé son délai : « {of} » puis « {needs} ».
impact_lost = {n:noun dossier perdu|dossiers perdus}.
impact_none = Rien de mesuré pour l’instant
column_deadline = Attendu avant
column_question = Question
column_answer = Réponse
column_why = Pourquoi
column_score = Note
column_answers = Réponses
column_at_most = Gain au plus
dots_note = Pour chaque ligne : les chances que le gain par mois reste sous la valeur de droite.
quoted = « {sentence} »
explain_formula_said = Calcul : {said}
explain_formula_named = Calcul : {name}
explain_rows_of = Lignes de vos fichiers, {shown:int} sur {total:int} :
named = {name} :
impact_claim = Affirmé : « {sentence} ». Preuve : déclarée.
lost_named = Les voici, un par un
lost_more = … et {n:noun autre|autres}.
lost_nobody_for = Dossiers perdus : aucune règle n’est déclarée, donc personne ne le sait, pour : {names}.
lost_nobody = Dossiers perdus : personne ne le sait, aucune règle n’est déclarée.
lost_uncomputed = Dossiers perdus : impossible à compter. {why}
silent_since = Plus rien depuis le {since:date} : {expected:int} événements attendus, {seen:noun vu|vus}.
silent_plain = Plus rien depuis le {since:date}.
silent_no = Dernier signe de vie le {since:date} : rien d’inhabituel.
silent_cannot = Dernier signe de vie le {since:date} ; son passé est trop court pour dire si c’est normal.
runs_said = Exécutions réussies : {value}.
runs_failed = Sur {runs:noun exécution|exécutions} : {failed:noun échec|échecs},
  {partial:noun incomplète|incomplètes}, {ignored:noun élément ignoré|éléments ignorés}.
delay_said = {name} : {before} avant, {after} après.
tasks_name = Tâches manuelles
minutes_name = Temps de travail par dossier
cost_name = Coût
lost_name = Dossiers perdus

headline_lost = {n:noun dossier perdu|dossiers perdus} : « {of} » sans « {needs} » ({name}). {n:pick Le|Les}
  voici.
headline_lost_unnamed = {n:noun dossier perdu|dossiers perdus} : « {of} » sans « {needs} » ({name}).
headline_silent = {name} ne donne plus signe de vie depuis le {since:date}.
headline_effect = {name} : {value} sur « {indicator} », c’est {direction} ; {comparator} ({n}). {grade}.
headline_delay = {name} : « {indicator} » passe de {before} à {after}, toutes causes confondues.
headline_no_effect = {name} : pas d’effet visible sur « {indicator} » pour l’instant : {value}, {comparator}
  ({n}).
headline_claim = {name} : « {sentence} » reste une affirmation. Preuve : déclarée.
headline_no_loss = {name} : aucun dossier perdu sur {due:int}.
unknown_why = Rien n’est mesuré
headline_unknown = {name} : personne ne peut encore dire ce que cela rapporte. {why}.
headline_planned = {name} (pas encore en service) : {decision}.
all_lost = {n:noun dossier perdu|dossiers perdus} dans {automations:noun automatisation|automatisations} :
  les voici, un par un
all_lost_one = {n:noun dossier perdu|dossiers perdus} dans « {name} » : {n:pick le voici|les voici, un par un}
all_lost_unnamed = {n:noun dossier perdu|dossiers perdus} dans
  {automations:noun automatisation|automatisations}
all_lost_one_unnamed = {n:noun dossier perdu|dossiers perdus} dans « {name} »
all_established = Sur vos {automations:int} automatisations, le gain le mieux établi est de {value}, tous
  les coûts déduits. {grade}.
all_unknown = Vos {automations:int} automatisations : aucun gain en euros n’a encore de preuve forte
all_note = {automations:noun automatisation suivie|automatisations suivies}. Les certitudes d’abord, les
  estimations ensuite, chacune avec son intervalle à 90 % et la force de sa preuve.

explain_named = {name} : {value}
explain_title = D’où vient « {key} »
explain_inputs = À partir de :
explain_no_rows = Aucune ligne de fichier : ce chiffre vient d’autres chiffres ou d’une déclaration.
explain_unknown_key = Aucun chiffre ne s’appelle « {key} ».
explain_nearest = Peut-être : {keys}
explain_nothing = Cet espace n’a encore aucun chiffre.
explain_already = déjà expliqué plus haut
explain_missing_input = {key} (ne fait pas partie des chiffres de cet audit)
"""

CLI = """
done = Terminé.
written = Écrit : {path}
written_table = Tableau écrit : {path}
rows_read = {rows:noun ligne lue|lignes lues}, {events:noun événement gardé|événements gardés},
  {rejected:noun ligne écartée|lignes écartées}.
nothing_to_read = Aucun fichier à lire ici.
no_workspace = Aucun espace ici : il manque le fichier retour.yaml. Lancez « retour init ».
workspace_created = Espace créé dans {path}. Ouvrez retour.yaml : chaque ligne y est expliquée.
workspace_exists = Un espace existe déjà ici : rien n’a été modifié.
check_ok = Tout est en ordre : {automations:noun automatisation|automatisations}, aucun point à corriger.
overview = {process} : {cases:noun dossier|dossiers}, {events:noun événement|événements},
  {activities:noun activité|activités}, {variants:noun parcours différent|parcours différents}.
overview_through = Du premier au dernier événement, sur {n:noun dossier qui en a|dossiers qui en ont}
  plusieurs, ouverts compris : {mean:duration} en moyenne, {median:duration} au plus pour la moitié d’entre
  eux.
overview_none = {process} : aucun événement ici (ni fichier, ni envoi).
check_problems = {n:noun point|points} à corriger.
unusable = Les données ne sont pas utilisables : {n:noun point|points} à corriger.
alarm = {n:noun alerte|alertes}.
no_alarm = Aucune alerte : rien de silencieux, aucun dossier perdu.
unknown_automation = Aucune automatisation ne s’appelle « {key} ».
unknown_language = Langue inconnue : {value}. Choisissez fr ou en.
bad_date = Date illisible : {value}. Écrivez-la ainsi : 2026-05-11.
below = Preuve insuffisante : niveau {grade} demandé.
"""
