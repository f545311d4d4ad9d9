"""Seuils de rentabilité : à partir de quoi cela rapporte, en français."""

TEXT = """
title = Seuil de rentabilité
note = Pour chaque nombre, la valeur à partir de laquelle le gain moyen, tous les coûts déduits, cesse d’être
  une perte, les autres nombres restant ce qu’ils sont. La fourchette est celle des scénarios, de 5 à 95 %.
column_now = Aujourd’hui
column_net = Pour rapporter chaque mois
column_npv = Pour rembourser aussi la mise en place, en {months:int} mois
first = Il faut au moins {value} pour que cela rapporte.
first_per = {per}, pour que cela rapporte : au moins {value}.
first_alone = À partir de quand cela rapporte
cases = Dossiers par mois
volume = {per} par mois
minutes_saved = Minutes gagnées chaque fois
at_least = {what}, au moins
at_most = {what}, au plus
none = Aucun : {why}
"""

UNKNOWNS = """
break_even_never = dans {share:pct} des scénarios, aucune valeur plausible ne suffit
break_even_anyway = dans {share:pct} des scénarios, toute valeur plausible convient
break_even_turned = sur la durée de vie, c’est l’inverse : ce nombre fait aussi le coût de la mise en place
never_pays_cases_less = même sans un seul dossier, cela ne rapporte pas
never_pays_effect_less = même avec l’effet le plus favorable imaginable, cela ne rapporte pas
pays_anyway_cases_less = le gain resterait positif même avec dix fois plus de dossiers
pays_anyway_effect_less = le gain resterait positif même sans aucun effet
never_pays_cases = même dix fois plus de dossiers n’y suffiraient pas
never_pays_minutes_saved = même sans plus y passer une minute, cela ne rapporte pas
never_pays_rate = même à dix fois ce coût horaire, ou à zéro, cela ne rapporte pas
never_pays_effect = même avec un effet dix fois plus grand, ou le plus grand possible, cela ne rapporte
  pas
never_pays_realisation = même si tout le temps libéré servait, cela ne rapporte pas
never_pays_cost = même sans ce coût, cela ne rapporte pas
never_pays_build = même si elle ne coûtait rien, cela ne rapporte pas
pays_anyway_cases = le gain resterait positif même sans un seul dossier
pays_anyway_minutes_saved = le gain resterait positif même sans gagner une minute
pays_anyway_rate = le gain resterait positif quel que soit ce coût horaire, de zéro à dix fois plus
pays_anyway_effect = le gain resterait positif même sans aucun effet
pays_anyway_realisation = le gain resterait positif même si rien du temps libéré ne sert
"""

FORMULAS = """
worth.break_even = La valeur de ce nombre où le gain moyen par mois, tous les coûts déduits, vaut zéro.
worth.break_even_npv = La valeur de ce nombre où le gain cumulé sur la durée de vie, mise en place déduite,
  vaut zéro en moyenne.
"""

FIGURES = """
break_even = seuil de rentabilité, {what}
break_even_npv = seuil pour rembourser la mise en place, {what}
"""

WORKED = """
why_solved = Pas de formule plus courte : chaque tirage est écrit en fonction de ce seul nombre, et c’est
  là que leur moyenne vaut zéro.
"""
