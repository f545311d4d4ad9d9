"""The quarter on paper, in French."""

TEXT = """
kind = Bilan trimestriel des automatisations
founder_kind = L’essentiel du trimestre
quarter_1 = 1ᵉʳ trimestre {year}
quarter_2 = 2ᵉ trimestre {year}
quarter_3 = 3ᵉ trimestre {year}
quarter_4 = 4ᵉ trimestre {year}
prepared_for = Établi pour {name}
prepared_by = Établi par {name}
dated = Le {day:date}
cover_counts = {automations:noun automatisation suivie|automatisations suivies}
contents = Dans ce bilan
decide_title = À décider ce trimestre
automation = Automatisation
indicator = Indicateur
table_note = Les six colonnes de l’article d’abord ; puis la preuve, le gain, l’audit et la décision.
one_effect = L’effet dont la preuve est la plus forte
signed = Décision prise : {decision}. Signé par {by} le {day:date}.
overridden = Décision prise : {decision}. Signé par {by} le {day:date}, avec cette raison : {reason}
limits_title = Seuils des décisions changés
limits_note = La méthode propose ses seuils. Ceux-ci ont été changés par les personnes qui ont signé.
limits_by = Le {day:date}, par {by} (décision n° {n:int})
annex_title = Méthode et preuves
grades_title = Ce que vaut une preuve
grades_note = La force de la preuve dit comment un chiffre a été obtenu, pas si la nouvelle est bonne.
meaning = Ce que cela veut dire
grade_A = Un tirage au sort a laissé des dossiers sans l’automatisation, ou le chiffre est compté ligne à
  ligne dans vos fichiers.
grade_B = L’effet est comparé à des équipes ou à des séries qui n’avaient pas l’automatisation, et la
  comparaison a été vérifiée.
grade_C = L’effet est comparé à ce que le passé laissait prévoir, et la méthode a été éprouvée sur de
  fausses dates de démarrage.
grade_D = Quelqu’un l’a déclaré, ou la comparaison n’est pas corrigée : à prendre comme une indication.
grade_E = Rien ne permet de le dire aujourd’hui.
designs_title = Comment chaque effet a été mesuré
designs_note = La comparaison retenue, la période d’avant et la période observée.
design = Comparaison
window_before = Avant
window_after = Observé
no_window = sans objet
seal_title = De quoi refaire ce bilan
seal_note = Avec les mêmes fichiers et la même empreinte, le programme redonne les mêmes chiffres.
calculated = Chiffres calculés le
data_until = Données jusqu’au, pour « {process} »
digest = Empreinte des données d’entrée
seed = Graine des tirages
program = Programme
log = Journal des décisions
no_log = Aucune décision signée.
seal = Décision n° {number:int}, sceau {seal}
logo_too_large = Ce logo est trop lourd : 512 Ko au plus.
logo_not_image = Ce logo n’est ni un PNG ni un SVG.
logo_too_many_pixels = Ce logo est trop grand : 4 000 pixels de côté au plus.
logo_too_many_shapes = Ce logo SVG contient trop de formes : simplifiez-le, ou donnez un PNG.
logo_unsafe = Ce logo SVG contient autre chose que des formes (texte, style, script ou lien) : donnez un PNG.
not_installed = Pour écrire un PDF, il manque un module : pip install "retour[pdf]"
series_title = Séries
series_note = Valeur par semaine de l’indicateur principal, celle que dessine le tableau.
trend = Évolution
"""
