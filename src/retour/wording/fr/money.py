"""Money: lines, inputs, what was not said, in French."""

TEXT = """
time_cash = Temps libéré, devenu de l’argent
time_capacity = Temps libéré, disponible
margin = Marge en plus
errors = Erreurs évitées
spend = Dépenses qui ont disparu
supervision = Surveillance
upkeep = Entretien
subscription = Abonnements
ai = Intelligence artificielle
failures = Pannes silencieuses
build = Mise en place
minutes_before = Minutes d’avant
minutes_after = Minutes qui restent
exceptions = Exceptions
realisation = Part du temps vraiment récupérée
rate = Coût horaire
effect = Effet
amount = Montant moyen
margin_rate = Taux de marge
cannibalised = Ventes qui auraient eu lieu plus tard
error_cost = Coût d’une erreur
rework = Reprises
machine_price = Prix du temps machine
benefit = Gain secondaire
cash = argent
capacity = temps
cost = coût
"""
