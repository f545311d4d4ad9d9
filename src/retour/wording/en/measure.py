"""What two exports say, and what an import did, in English."""

TEXT = """
lost_many = {lost:int} cases of “{came_in}” are not in “{done}”, although their deadline has passed: here
  they are.
lost_one = One case of “{came_in}” is not in “{done}”, although its deadline has passed: here it is.
lost_all = None of the {due:int} cases of “{came_in}” is in “{done}”: the two files most likely do not speak
  of the
  same cases. Check the column that links them (a common number, or the e-mail address).
lost_none = No lost case: all {due:int} cases of “{came_in}” whose deadline has passed are in “{done}”.
nothing_due = No case of “{came_in}” has passed its deadline yet: nothing can be lost.
share = That is {lost:int} of {due:int}, or {share:pct}.
before = Before {go_live}, {lost:int} of {due:int} were missing, or {share:pct}.
late = {late:noun case|cases} came after the deadline of {within}.
waiting = {waiting:noun case is|cases are} still waiting, in time.
unmatchable = {n:noun case has|cases have} no e-mail address: neither found, nor counted as lost.
delay = One case in two is done within {after:duration}.
delay_both = One case in two is done within {after:duration}; it was {before:duration} before {go_live}.
delay_unknown = More than one case in two was never done: there is no usual delay yet.
cause = These are facts counted in your files. They do not say yet what the automation changed.
by_case = Cases matched by their id.
by_email = Cases matched by e-mail address (capitals, spaces and “+…” ignored).
line = line {line}
more = … and {n:int} more.
one_file = Give the file of what was done too: with one file only, nobody can say what was lost.
guessed = What was guessed in “{file}”
imported_events = Events imported: {path}
imported_runs = Runs imported: {path}
imported_sheet = Drafts written: {n:int}
already = Already there: nothing changed.
nothing = Nothing could be imported from “{file}”.
check_next = Check what was guessed in {path}, then run “retour check”.
"""
