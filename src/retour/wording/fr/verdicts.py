"""Decisions, their reasons, what would change them and what to measure next, in French."""

DECISIONS = """
keep = Garder
fix = Réparer
extend = Étendre
stop = Arrêter
measure = Mesurer encore
question = Remettre en question
launch = Lancer
pilot = Tester sur une partie
do_not_launch = Ne pas lancer
"""

REASONS = """
stop.legal = Un responsable a déclaré qu’elle doit s’arrêter.
stop.retired = Elle est déjà retirée.
stop.costs_more = Elle a {p:chance} de coûter plus qu’elle ne rapporte.
stop.zombie = Presque plus personne ne s’en sert : {seen:noun utilisation|utilisations} ce trimestre,
  {previous:int} le trimestre d’avant.
stop.guardrail = « {indicator} » se dégrade plus qu’il n’est acceptable ({p:chance}).
fix.lost_cases = {lost:noun dossier perdu|dossiers perdus} sur {due:int} : à réparer avant tout.
fix.records_ignored = {ignored:noun élément ignoré|éléments ignorés} par des exécutions marquées comme
  réussies.
fix.silent = Plus rien depuis le {since:date}.
fix.reliability = {success:pct} d’exécutions réussies, pour un objectif de {target:pct}.
fix.guardrail = « {indicator} » se dégrade sans doute ({p:chance}).
fix.main_harm = Ce qu’elle devait améliorer se dégrade : « {indicator} » ({p:chance}).
fix.friction = Les frictions ont augmenté : {what:say friction}.
fix.costs = Premier point à corriger pour qu’elle rapporte plus qu’elle ne coûte : « {driver:say money} ».
fix.segment = « {segment} » y perd, alors que c’est {share:pct} du volume.
extend.proven = Le gain est établi et {addressable:pct} du volume n’en profite pas encore.
measure.worth_it = Une mesure de plus vaut son coût : {design:say design}.
measure.plan_unanswered = Il reste des questions avant de lancer : {questions:say question}.
keep.effect_established = Un gain de {kind:say gain_kind} est clair sur « {indicator} ».
keep.satisfaction = La satisfaction a progressé : « {item:say voice} » ({audience:say audience}).
keep.worth_likely = Le gain a {p:chance} d’être positif.
question.nothing_proven = Aucun gain n’est prouvé, ni en temps, ni en conversion, ni en satisfaction.
question.stop_proposed = Aucun gain n’est prouvé depuis la revue du {since:date} : l’arrêt est proposé.
launch.expected = Le gain attendu a {p:chance} d’être positif.
pilot.uncertain = Le gain attendu est incertain ({p:chance}) : essayez sur {share:pct} des dossiers.
do_not_launch.negative = Trop peu de chances que le gain attendu soit positif : {p:chance}.
do_not_launch.undetectable = À votre volume, l’effet attendu ne pourrait pas se voir dans le temps prévu.
do_not_launch.legal = Un responsable a déclaré qu’elle ne doit pas démarrer.
measure.stop_measuring = Mesurer mieux vous rapporterait au plus {evpi:atmost} : mieux vaut décider
  maintenant.
plan.unanswered = Question sans réponse : {question:say question}.
plan.detectable = La comparaison prévue a {weeks:num 0} {weeks:pick semaine|semaines} environ pour montrer
  l’effet attendu.
plan.detectable_unknown = On ne sait pas en combien de temps l’effet pourrait se voir.
gain.unproven = Aucun gain n’est prouvé sur « {indicator} » : {why:say unknown}.
gain.unproven_plain = Aucun gain n’est prouvé sur « {indicator} ».
people.voice_falling = Les personnes interrogées la jugent moins bien qu’avant : « {item:say voice} » baisse.
people.voice_bad = Les personnes interrogées la jugent mal : « {item:say voice} » est sous le milieu de
  l’échelle.
people.control_falling = L’équipe reprend la main moins facilement qu’avant.
people.read_wrong = {wrong:noun mauvais dossier|mauvais dossiers} sur {read:int} relus, tirés au hasard.
people.answered = {by} a relu ce qu’elle produit le {at:date}, et cela ne va pas.
guardrail.unknown = Le garde-fou « {indicator} » n’est pas mesuré.
"""

CHANGES = """
flip.lost_zero = Si plus aucun dossier ne se perd : {to:say decision}.
flip.runs_again = Si elle fonctionne de nouveau de façon fiable : {to:say decision}.
flip.guardrail_within = Si « {indicator} » revient dans sa marge : {to:say decision}.
flip.friction_back = Si les frictions reviennent à leur niveau d’avant : {to:say decision}.
flip.segment_fixed = Si « {segment} » n’y perd plus : {to:say decision}.
flip.legal_cleared = Si l’obstacle légal est levé : {to:say decision}.
flip.net_negative = Si elle rapporte {by:money} de moins par mois : {to:say decision}.
flip.net_positive = Si elle rapporte {by:money} de plus par mois : {to:say decision}.
flip.gain_proven = Si un gain est prouvé : {to:say decision}.
flip.gain_lost = Si le gain disparaît : {to:say decision}.
flip.comparison_b = Si une comparaison plus forte confirme le gain : {to:say decision}.
flip.more_cases = Avec {times:num 1} fois plus de dossiers, ou de temps : {to:say decision}.
flip.plan_answered = Quand les questions restantes auront leur réponse : {to:say decision}.
flip.coverage = S’il reste davantage de dossiers à couvrir : {to:say decision}.
"""

MEASUREMENTS = """
hold_out = Laissez au hasard {share:pct} des dossiers sans l’automatisation, pendant {weeks:num 0} semaines.
hold_out_useless = À votre volume, laisser des dossiers de côté au hasard ne suffirait pas à trancher
  ({n:noun dossier|dossiers} en {weeks:num 0} {weeks:pick semaine|semaines}).
wait = Attendez {weeks:num 0} {weeks:pick semaine|semaines} : l’intervalle sera alors assez étroit pour
  trancher.
wait_useless = À votre volume, attendre ne suffirait pas à trancher.
time_cases = Chronométrez {n:noun dossier|dossiers} : la fourchette du temps passé se resserrerait.
answer_realisation = Dites ce que devient le temps libéré : une minute suffit.
spot_check = Relisez {n:noun dossier tiré|dossiers tirés} au hasard : juste, faux ou surprenant.
time_cases_useless = Chronométrer des dossiers coûterait plus que cela n’apprendrait.
answer_realisation_useless = Dire ce que devient le temps libéré ne changerait rien ici.
spot_check_useless = Relire des dossiers coûterait plus que cela n’apprendrait.
none = Rien de plus à mesurer : vous pouvez décider avec ce que vous savez.
size = environ {n:noun dossier laissé|dossiers laissés} de côté
size_all = tous les dossiers d’ici là, aucun laissé de côté
duration = Environ {weeks:noun semaine|semaines}
minutes = Environ {minutes:noun minute|minutes} de travail
narrows = La fourchette du gain garderait {narrows:pct} de sa largeur
may_turn = Le résultat peut changer la décision
cannot_turn = Le résultat ne changerait pas la décision
cost = Coût : {cost:money}
cost_none = Sans coût direct
cost_unknown_cases = Coût inconnu : rien ne dit ce que rapporte un dossier
cost_unknown_hours = Coût inconnu : rien ne dit ce que coûte une heure
half_width = Intervalle obtenu : à {half} près
half_width_unknown = Intervalle obtenu inconnu : le passé en dit trop peu
half_width_answer = La fourchette devient celle de votre réponse
lifts = La preuve deviendrait {word}
ready = Réponse attendue le {day:date}
gain = Vaut {gain:money} de plus que son coût
"""
