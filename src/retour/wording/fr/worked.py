"""Les formules avec leurs nombres, et d’où vient chaque donnée, en français."""

TEXT = """
exact = Avec les nombres : {formula} = {central}.
drawn = Avec les nombres, chacun à sa valeur la plus probable : {formula} = {central}. Le chiffre affiché,
  {said}, est la moyenne de {draws:int} tirages dans les fourchettes : il peut s’écarter de ce résultat.
median = Avec les nombres, chacun à sa moyenne : {formula} = {central}. Le chiffre affiché, {said}, est la
  médiane de {draws:int} tirages : il peut s’écarter de ce résultat.
method = Avec les nombres : {formula} = {central}. Le chiffre affiché, {said}, est celui que la méthode
  estime à partir des dossiers : il peut s’écarter de ce résultat.
alone = Repris tel quel : {formula}.
why_unknown = Pas de formule avec des nombres : ce chiffre n’est pas connu.
why_declared = Pas de calcul : ce nombre est repris tel qu’il a été écrit.
why_claimed = Pas de calcul à montrer : il découle de ce qui est affirmé, comme le dit la formule.
why_counted = Pas de calcul : c’est un décompte, un par un.
why_mean = Pas de formule plus courte : il se lit dossier par dossier, et les dossiers
  ne sont pas détaillés ici.
why_curve = Pas de formule plus courte : il se lit jour par jour, sur la courbe des dossiers
  pas encore terminés.
why_estimated = Pas de formule plus courte : la méthode l’estime à partir de tous les dossiers à la fois.
why_answers = Pas de formule plus courte : c’est une moyenne de réponses, et aucune n’est montrée seule.
n_annuity = {n:num 1} mois actualisés
n_draws = {n:noun tirage|tirages}
n_good_draws = {n:noun tirage au-dessus de zéro|tirages au-dessus de zéro}
n_runs = {n:noun exécution|exécutions}
n_good_runs = {n:noun exécution réussie|exécutions réussies}
n_changes = {n:noun évolution|évolutions}
n_alarmed = {n:noun évolution suivie d’une alerte|évolutions suivies d’une alerte}
n_tests = {n:noun effet mesuré|effets mesurés}
why_parts = Ses éléments sont donnés plus bas ; leur calcul ne tient pas en une ligne.
origin_written = Écrit dans {place}.
origin_since = Valable à partir du {day:date}.
origin_source = Source indiquée : {source}.
origin_unplaced = On ne sait pas où il a été écrit.
default_realisation = Fourchette habituelle de la méthode : personne n’a mesuré ce que devient
  ce temps libéré.
default_upkeep_share = Fourchette habituelle de la méthode : ce que publient éditeurs et consultants,
  une source fragile.
default_other = Fourchette habituelle de la méthode : personne n’en a donné.
revision = Registre, révision {revision}.
watermark = Dernier événement de « {process} » : {at}.
known_on = Tel qu’on le connaît le {day:date}.
largest = le plus grand de {parts}
"""

USES = """
avoided = embauche, heures supplémentaires ou prestataire évités
redeployed = temps rendu à la vente ou au travail facturé
absorbed = temps absorbé par d’autres tâches
unknown = usage non précisé
"""

PERS = """
case = dossiers
item = éléments traités
run = exécutions
working_day = jours travaillés
week = semaines
month = mois
handled = tout ce qui est traité
"""

SYMBOLS = """
hours_a_day = heures par jour
days = jours
rate = coût horaire
hours = heures
hours_per_year = heures d’un temps plein
money = montant
realisation = part du temps vraiment récupérée
minutes = minutes
weeks = semaines travaillées
people = personnes
price = prix
steps = tâches
cases = dossiers
before = niveau d’avant
after = niveau d’après
ratio = rapport
turnover = chiffre d’affaires
points = différence
margin = taux de marge
conversion = conversion
coverage = part des dossiers traités
coverage_gain = hausse de la part traitée
gain = hausse totale
share_coverage = part venant des dossiers qui ne sont plus oubliés
base = niveau de départ
lift = hausse relative
leads = dossiers par mois
turnover_base = chiffre d’affaires de départ
newcombe = différence de deux proportions, avec l’intervalle de Newcombe
wilson = proportion, avec l’intervalle de Wilson
t_interval = moyenne, avec l’intervalle de Student
cases_per_arm = dossiers nécessaires de chaque côté, d’après les deux niveaux
"""

FORMULAS = """
input.declared = Fourchette écrite dans le registre, reprise telle quelle.
input.timed = Fourchette écrite dans le registre après un chronométrage : elle reste déclarée.
input.counted = Compté dans les fichiers, sur les jours observés.
input.card = Valeur d’un barème, datée et sourcée, dans la monnaie de l’espace.
input.default = Fourchette habituelle de la méthode, faute d’en avoir reçu une.
input.derived = Calculé à partir d’autres données, tirage par tirage.
"""

MONEY = """
exception_minutes = Minutes par exception
volume = Nombre par mois
redone = À refaire, par mois
exposed = Dossiers concernés, par mois
price = Prix de l’outil
subscription_share = Part de l’outil utilisée
upkeep_share = Entretien annuel, en part de la mise en place
failures_per_year = Pannes par an
detection_days = Délai avant que quelqu’un s’en aperçoive
repair_days = Délai de réparation
loss_share = Part des dossiers perdus pendant ce temps
lost_case_cost = Coût d’un dossier perdu
"""
