"""What a claim says, shows and lacks, kindly, in French."""

TEXT = """
outcome_among_treated = Une partie de ces dossiers auraient abouti de toute façon. Pour savoir ce que vous
  devez à l’automatisation, laissez un dossier sur dix, au hasard, sans elle pendant huit semaines.
difference = Deux niveaux comparés : tout ce qui a changé en même temps est compté dedans. Ce n’est pas
  encore l’effet de l’automatisation.
relative_lift = Une hausse en proportion d’un point de départ : sans ce point de départ, elle ne dit rien du
  nombre de dossiers.
time_declared = Des heures libérées. Elles ne deviennent des euros que si elles servent à autre chose : il
  faut dire à quoi.
score = Une note, donnée par celles et ceux qui ont répondu.
before_after = Un avant et un après : tout ce qui a changé en même temps est compté dedans. Preuve :
  déclarée, tant que rien ne les compare.
stated = Une affirmation, sans calcul possible.
time_saved = temps gagné
treated_rate = part des dossiers traités qui aboutissent
conversion_uplift = hausse de la conversion
before_after_delay = délai avant et après
coverage = part des dossiers traités
steps_removed = tâches supprimées
delay_ratio = délai divisé
time_per_person = temps gagné par personne
satisfaction = satisfaction
segment_uplift = hausse par type de client
small_n = {points}, mais avec {n:int} dossiers de chaque côté, la vraie valeur peut être entre {low} et
  {high}. Rien d’anormal : il en faut environ {needed:int} de chaque côté.
"""

PROVES = """
arithmetic_holds = Le calcul est juste.
outcome_seen = Un résultat a été observé parmi les dossiers traités.
difference_seen = Une différence a été observée.
order_of_magnitude = L’ordre de grandeur est plausible.
opinion_given = Un avis a été donné.
nothing = Rien en l’état.
"""

MISSING = """
comparison = une comparaison avec ce qui se serait passé sans l’automatisation
sample_size = le nombre de dossiers de chaque côté
base_rate = le niveau de départ
use_of_time = ce que devient le temps libéré
residual_time = le temps qu’il faut encore y passer
costs = les coûts
margin = le taux de marge : un chiffre d’affaires n’est pas un gain
volume = le nombre de dossiers par mois
period = la période
minutes_timed = des minutes chronométrées
segments_apart = les deux types de clients mesurés séparément
who_answered = qui a répondu
response_rate = combien de personnes ont été interrogées
numbers = des nombres : {numbers:say term}
kind_unknown = de quoi il s’agit : ce type de phrase n’est pas reconnu
"""

TERMS = """
money_stated_days = Par mois, avec les jours annoncés
money_legal_days = Par mois, avec les jours légaux
money_declared_days = Par mois, avec les jours travaillés en moyenne
hours_per_month = Heures par mois
hours_per_year = Heures par an
fte = Équivalent temps plein
money_realised = Par mois, pour la part du temps vraiment récupérée
money_per_month = Par mois
money_per_year = Par an
money_per_year_half = Par an, si la moitié du temps est vraiment récupérée
rate = Taux annoncé
effect_if_without_10 = Effet, en supposant que 10 % aboutissent sans elle
effect_if_without_15 = Effet, en supposant que 15 % aboutissent sans elle
effect_if_without_20 = Effet, en supposant que 20 % aboutissent sans elle
cases_per_arm_15 = Dossiers de chaque côté pour distinguer d’un niveau de 15 %
cases_per_arm_20 = Dossiers de chaque côté pour distinguer d’un niveau de 20 %
cases_per_arm = Dossiers de chaque côté pour trancher
lift = Hausse en proportion du départ
level_after = Niveau après
points = Différence
points_interval = Différence, avec ce que le hasard permet
turnover = Chiffre d’affaires en plus, par mois
turnover_base = Chiffre d’affaires de départ, par mois
turnover_interval = Chiffre d’affaires, avec ce que le hasard permet
margin_30 = Marge, à 30 %
margin_50 = Marge, à 50 %
margin_70 = Marge, à 70 %
basket = Montant moyen
converted_treated_before = Conversion des dossiers traités, avant
converted_treated_after = Conversion des dossiers traités, après
share_coverage = Part du gain qui viendrait des dossiers qui ne sont plus oubliés
share_speed = Part du gain qui viendrait de la rapidité et de la qualité
delay_before = Délai avant
delay_after = Délai après
delay_ratio = Délai divisé par
delay_saved = Délai gagné
delay_share = Variation du délai
coverage_before = Dossiers traités, avant
coverage_after = Dossiers traités, après
forgotten_before = Dossiers oubliés, avant
forgotten_after = Dossiers oubliés, après
found_again = Dossiers retrouvés par mois
steps = Tâches supprimées par dossier
steps_per_month = Tâches supprimées par mois
share_of_time = Part du temps de travail
ai_per_meeting = Coût de l’IA par réunion
score = Note
score_interval = Note, avec ce que le hasard permet
score_if_5 = Note, s’il y a eu 5 réponses
score_if_20 = Note, s’il y a eu 20 réponses
uplift = Hausse annoncée
hours_per_day = heures par jour
minutes_per_day = minutes par jour
hourly_cost = coût horaire
days_per_month = jours par mois
treated = dossiers traités
base = niveau de départ
before = niveau avant
after = niveau après
revenue = chiffre d’affaires
leads_per_month = dossiers par mois
months = mois observés
before_minutes = minutes avant
after_minutes = minutes après
cases_per_month = dossiers par mois
minutes_per_step = minutes par tâche
ratio = rapport
minutes_per_week = minutes par semaine
people = personnes
audio_minutes = minutes enregistrées
price_per_minute = prix par minute
scale = échelle
n = nombre de réponses
converted_before = dossiers aboutis avant
converted_after = dossiers aboutis après
margin_low = marge, au plus bas
margin_mode = marge, probable
margin_high = marge, au plus haut
sd = écart entre les réponses
"""
