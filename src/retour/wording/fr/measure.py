"""What an import did, in French."""

TEXT = """
guessed = Ce que nous avons deviné dans « {file} »
imported_events = Événements importés : {path}
imported_runs = Exécutions importées : {path}
imported_sheet = Brouillons écrits : {n:int}
already = Déjà importé : rien n’a changé.
nothing = Rien n’a pu être importé de « {file} ».
check_next = Vérifiez ce qui a été deviné dans {path}, puis lancez « retour check ».
"""
