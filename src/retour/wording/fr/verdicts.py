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
stop.costs_more = Elle coûte plus qu’elle ne rapporte, avec {p:chance}.
stop.zombie = Presque plus personne ne s’en sert : {seen:noun utilisation|utilisations} ce trimestre,
  {previous:int} le trimestre d’avant.
stop.guardrail = Elle abîme « {indicator} » au-delà de ce que vous tolérez, avec {p:chance}.
fix.lost_cases = {lost:noun dossier perdu|dossiers perdus} sur {due:int} : à réparer avant tout.
fix.records_ignored = {ignored:noun élément ignoré|éléments ignorés} par des exécutions marquées comme
  réussies.
fix.silent = Plus rien depuis le {since:date}.
fix.reliability = {success:pct} d’exécutions réussies, pour une cible de {target:pct}.
fix.guardrail = Elle abîme peut-être « {indicator} » ({p:chance}).
fix.main_harm = Elle fait sans doute baisser ce qu’elle devait améliorer, « {indicator} » ({p:pct} de
  chances).
fix.friction = Les frictions ont augmenté : {what:say friction}.
fix.costs = Elle coûte plus qu’elle ne rapporte, surtout à cause d’une chose qui se corrige :
  {driver:say money}.
fix.segment = « {segment} » y perd, alors que c’est {share:pct} du volume.
extend.proven = Le gain est établi et {addressable:pct} du volume n’en profite pas encore.
measure.worth_it = Une mesure de plus vaut son coût : {design:say design}.
measure.plan_unanswered = Il reste des questions avant de lancer : {questions:say question}.
keep.effect_established = Un gain est établi sur « {indicator} » ({kind:say gain_kind}).
keep.satisfaction = La satisfaction a progressé : « {item:say voice} » ({audience:say audience}).
keep.worth_likely = Le gain est positif avec {p:chance}.
question.nothing_proven = Aucun gain n’est prouvé, ni en temps, ni en conversion, ni en satisfaction.
question.stop_proposed = Aucun gain n’est prouvé depuis la revue du {since:date} : l’arrêt est proposé.
launch.expected = Le gain attendu est positif avec {p:chance}.
pilot.uncertain = Le gain attendu est incertain ({p:chance}) : essayez sur {share:pct} des dossiers.
do_not_launch.negative = Le gain attendu n’a que {p:chance} d’être positif.
do_not_launch.undetectable = À votre volume, l’effet attendu ne pourrait jamais se voir.
do_not_launch.legal = Un responsable a déclaré qu’elle ne doit pas démarrer.
measure.stop_measuring = Mesurer mieux vous rapporterait au plus {evpi:atmost} : décidez, et passez à autre
  chose.
plan.unanswered = Question sans réponse : {question:say question}.
plan.detectable = L’effet attendu peut se voir en {weeks:num 0} semaines environ.
plan.detectable_unknown = On ne sait pas en combien de temps l’effet pourrait se voir.
gain.unproven = Aucun gain n’est prouvé sur « {indicator} » : {why:say unknown}.
gain.unproven_plain = Aucun gain n’est prouvé sur « {indicator} ».
guardrail.unknown = Le garde-fou « {indicator} » n’est pas mesuré.
"""

CHANGES = """
flip.lost_zero = Plus aucun dossier perdu : {to:say decision}.
flip.runs_again = Si elle redémarre : {to:say decision}.
flip.guardrail_within = « {indicator} » revenu dans sa marge : {to:say decision}.
flip.friction_back = Les frictions revenues à leur niveau d’avant : {to:say decision}.
flip.segment_fixed = « {segment} » n’y perdant plus : {to:say decision}.
flip.legal_cleared = L’obstacle légal levé : {to:say decision}.
flip.net_negative = {by:money} par mois de moins : {to:say decision}.
flip.net_positive = {by:money} par mois de plus : {to:say decision}.
flip.gain_proven = Un gain prouvé : {to:say decision}.
flip.gain_lost = Le gain disparu : {to:say decision}.
flip.comparison_b = Une comparaison plus forte : {to:say decision}.
flip.more_cases = {times:num 0} fois plus de dossiers, ou de temps : {to:say decision}.
flip.plan_answered = Les questions restantes répondues : {to:say decision}.
flip.coverage = Plus de dossiers à couvrir : {to:say decision}.
"""

MEASUREMENTS = """
hold_out = Laissez au hasard {share:pct} des dossiers sans l’automatisation, pendant {weeks:num 0} semaines.
hold_out_useless = Laisser des dossiers de côté au hasard ne prouverait rien à votre volume
  ({n:noun dossier|dossiers} en {weeks:num 0} semaines).
wait = Attendez {weeks:num 0} semaines : l’intervalle sera alors assez étroit pour trancher.
wait_useless = Attendre ne changerait rien à votre volume.
time_cases = Chronométrez {n:noun dossier|dossiers} : le gain de temps ne serait plus seulement déclaré.
answer_realisation = Dites ce que devient le temps rendu : une minute suffit.
spot_check = Relisez {n:noun dossier tiré|dossiers tirés} au hasard : juste, faux ou surprenant.
time_cases_useless = Chronométrer des dossiers ne vaudrait pas son coût ici.
answer_realisation_useless = Dire ce que devient le temps rendu ne changerait rien ici.
spot_check_useless = Relire des dossiers ne vaudrait pas son coût ici.
none = Rien de plus à mesurer : gardez la décision et passez à autre chose.
size = environ {n:noun dossier laissé|dossiers laissés} de côté
cost = Coût : {cost:money}
cost_none = Sans coût direct
half_width = Intervalle obtenu : à {half} près
lifts = La preuve deviendrait {word}
ready = Réponse attendue le {day:date}
gain = Vaut {gain:money} de plus que son coût
"""
