"""Short words that sentences call by code, in French."""

EXPECTED = """
text = un texte
number = un nombre
boolean = oui ou non (true, false)
list = une liste
map = un bloc de clés
whole_number = un nombre entier
"""

KINDS = """
objective = objectif
process = processus
role = fonction
tool = outil
kpi = indicateur
activity = activité
attribute = attribut
automation = automatisation
"""

MISSING_PARTS = """
target = une cible
follow_up = une fréquence de suivi
smallest_effect = le plus petit effet qui vaudrait la peine
"""

GRADES = """
A = très forte
B = forte
C = moyenne
D = déclarée
E = aucune
"""

FRICTIONS = """
manual_tasks = les tâches manuelles
rework = les reprises
delay = les délais
"""

DESIGNS = """
hold_out = laisser au hasard une partie des dossiers sans l’automatisation
wait = attendre
time_cases = chronométrer quelques dossiers
answer_realisation = dire ce que devient le temps libéré
spot_check = relire quelques dossiers tirés au hasard
none = rien
"""

GAIN_KINDS = """
time = temps
conversion = conversion
satisfaction = satisfaction
"""

AUDIENCES = """
team = équipe
customer = clients
"""

QUESTIONS = """
objective = l’objectif
process_volume = le processus et le nombre de dossiers
time_today = qui le fait aujourd’hui, et en combien de temps
costs = ce qu’elle coûtera
indicator = l’indicateur, son garde-fou et l’effet qui vaudrait la peine
comparison = la comparaison possible
risk = ce qui pourrait mal tourner, et qui s’en apercevrait
stop_date = la date d’arrêt
"""
