"""What an import did, in English."""

TEXT = """
guessed = What was guessed in “{file}”
imported_events = Events imported: {path}
imported_runs = Runs imported: {path}
imported_sheet = Drafts written: {n:int}
already = Already there: nothing changed.
nothing = Nothing could be imported from “{file}”.
check_next = Check what was guessed in {path}, then run “retour check”.
"""
