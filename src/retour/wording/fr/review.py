"""Reviews: the grid, the sign-off, what moved, in French."""

TEXT = """
grid_title = Revues du trimestre
heading = Revue de {name}, le {day:date}
proposes = Retour propose : {decision}
weakest = Lettre la plus faible : {letter}.
letter = {letter} : entre {low:pct} et {high:pct}, {known:int} questions sur {checks:int} ont une réponse
check = {code} · {question} {status}. {why}
ask = {code} · {question}
ask_hint = o : oui, e : en partie, n : non, Entrée : pas de réponse
ask_decision = Décision prise (Entrée pour « {decision} »)
ask_reason = Pourquoi pas « {decision} » ?
ask_why = Rien n’est prouvé : pourquoi la garder ?
ask_by = Qui signe ?
ask_note = Une note ? (Entrée pour aucune)
answer_key = Réponses : {known}.
answer_unknown = « {value} » n’est pas une réponse à {code}.
signed_as = Signé : décision n° {number:int}, sceau {seal}.
written = Écrit : {path}
no_automation = Aucune automatisation ne s’appelle « {key} ».
no_name = Il manque le nom de la personne qui signe.
no_decision = Il manque la décision prise.
no_reason = Vous ne suivez pas la décision proposée : dites pourquoi.
not_why = Rien n’est prouvé : dites pourquoi vous la gardez.
log_broken = Le journal des décisions a été modifié : rien n’est signé avant d’avoir réglé cela.
since = Depuis la revue signée par {by} le {day:date}
was_decided = Décidé alors : {was}. Proposé aujourd’hui : {now}.
same_decision = Même décision qu’alors : {now}.
redefined = L’indicateur principal n’est plus défini de la même façon : les deux revues se comparent mal.
moved_letter = {letter} : entre {low:pct} et {high:pct} alors, entre {now_low:pct} et {now_high:pct}
  aujourd’hui
moved_check = {code} · {question} {was}, puis {now}
moved_clear = {name} : {was} alors, {now} aujourd’hui. L’écart est net.
moved_unclear = {name} : {was} alors, {now} aujourd’hui. L’écart n’est pas net.
moved_unknown = {name} : {was} alors, {now} aujourd’hui.
nothing_moved = Rien n’a bougé parmi ce qui est suivi.
no_review_before = C’est la première revue signée.
"""
