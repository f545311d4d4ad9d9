"""The calendar of reviews and readings: due, late, early, and why, in French."""

TEXT = """
title = Calendrier des revues et des relevés
intro = Une automatisation clé est revue toutes les 13 semaines, les autres une fois par an. Une revue faite
  au plus six semaines avant sa date compte pour elle.
summary_late = {late:noun revue en retard|revues en retard} au {day:date}, et
  {readings:noun relevé en retard|relevés en retard}.
summary_clear = Rien n’est en retard au {day:date}.
summary_none = Aucune automatisation en service : rien n’est à revoir.
reviews = Revues
readings = Relevés
readings_note = La fréquence de suivi de chaque automatisation dit quand relire son indicateur : sur les
  données quand Retour le calcule, sinon à la main.
early = À revoir sans attendre
early_note = Ce qui s’est passé depuis la dernière revue, ou depuis 13 semaines s’il n’y en a pas eu.
early_none = Rien n’appelle de revue avant sa date.
early_line = {name} : {what}
column_name = Automatisation
column_state = Où elle en est
column_slot = Date
column_last = Dernière revue
column_every = Pourquoi cette date
column_frequency = Fréquence
column_read = Dernier relevé
column_next = Prochain relevé
state_stale = Périmée
state_late = En retard
state_due = À faire
state_reminder = Cette semaine
state_pack = À préparer
state_upcoming = À venir
state_reviewed = À jour
days_late = {days:days} de retard
days_left = dans {days:days}
today = aujourd’hui
never = jamais
every_key = Clé : toutes les 13 semaines
every_other = Une fois par an
key_flagged = désignée dans le registre
key_worth = parmi celles qui font 80 % du gain après coûts
key_lost = parmi celles qui font 80 % des dossiers perdus
key_failures = parmi celles qui font 80 % des exécutions en échec
keys_computed = Personne n’a désigné d’automatisation clé : Retour retient celles qui font 80 % du gain, des
  dossiers perdus ou des échecs.
keys_none = Personne n’a désigné d’automatisation clé, et rien ne permet de les trouver : chacune est revue
  une fois par an.
read_typed = {day:date}, saisi à la main
read_computed = {day:date}, d’après les données
no_frequency = fréquence non déclarée : on ne sait pas
silent = plus rien depuis le {since:date}, alors que {expected:int} {expected:pick événement était
  attendu|événements étaient attendus}.
newly_lost = {n:noun dossier perdu|dossiers perdus} depuis le {since:date}.
newly_lost_least = {n:int} dossiers perdus au moins depuis le {since:date}.
harm = « {indicator} » s’est probablement dégradé ({p:chance}).
owner_gone = {owner}, qui en répond, n’est plus là.
changed = modifiée le {at:date} ({what}).
changed_around = un changement autour d’elle le {at:date} ({what}).
volume_more = {weekly:int} dossiers par semaine du {start:date} au {last:date}, soit {change:pct} de plus que
  les {weekly_before:int} des 13 semaines d’avant.
volume_less = {weekly:int} dossiers par semaine du {start:date} au {last:date}, soit {change:pct} de moins que
  les {weekly_before:int} des 13 semaines d’avant.
line = {state} · {name} · {slot:date} ({when})
line_reading = {name} · {frequency} · {next}
stale_mark = Revue périmée
no_figures = Les chiffres ne sont pas encore là : le calendrier en a besoin pour dire ce qui est clé.
compute = Calculer les chiffres
digest_subject = {name} : {n:noun changement|changements} depuis le {since:date}
digest_subject_none = {name} : rien à signaler depuis le {since:date}
digest_opening = Voici ce qui a changé du {since:date} au {today:date}, et rien d’autre.
digest_none = Rien à signaler : entre le {since:date} et le {today:date}, rien de ce qui est suivi n’a changé.
digest_subject_first = {name} : ce qui vous attend au {today:date}
digest_opening_first = Voici ce qui vous attend. Les prochains messages ne diront que ce qui aura changé.
digest_certain = Ce qui est certain
digest_decisions = Décisions proposées
digest_figures = Chiffres qui ont bougé
digest_calendar = Revues et relevés
digest_lost = {name} : {n:noun dossier perdu|dossiers perdus} de plus.
digest_lost_least = {name} : {n:int} dossiers perdus de plus au moins.
digest_lost_total = {total:int} en tout depuis la mise en service, sur {due:int} attendus.
digest_silent = {name} : plus rien depuis le {since:date}, alors que {expected:int}
  {expected:pick événement était attendu|événements étaient attendus}.
digest_heard = {name} : de nouveau en marche.
digest_new = {name} : nouvelle. Retour propose « {now} ».
digest_gone = {key} : retirée du registre.
digest_decision = {name} : Retour propose « {now} ». C’était « {was} ».
digest_redefined = {name} : l’indicateur principal n’est plus défini de la même façon.
digest_figure = {name} : {now}.
digest_figure_unknown = {name}. {now}.
digest_was = Le {since:date} : {was}.
digest_was_proof = Le {since:date} : {was} ({proof}).
digest_was_unknown = Ce n’était pas encore connu le {since:date}.
digest_review = {name} : revue le {slot:date} ({when}). {state}.
digest_reading = {name} : relevé attendu le {slot:date} ({when}).
digest_still = Toujours en retard : {reviews:noun revue|revues}, {readings:noun relevé|relevés}.
digest_more = … et {n:noun autre|autres}.
digest_graph = {name}, courbe avant et après la mise en service. {value}.
digest_why = Vous recevez ce message parce que vous êtes membre de « {name} » dans Retour.
digest_open = Ouvrir Retour
digest_stop = Ne plus recevoir ces messages
ical_review = Revue : {name}
ical_reading = Relevé : {name}
feed_block = Dans votre agenda
feed_note = Votre agenda (Google, Outlook, Apple) peut suivre ce calendrier par une adresse secrète. Elle
  n’est qu’à vous, et se ferme quand vous voulez.
feed_make = Créer l’adresse
feed_again = Créer une autre adresse
feed_close = Fermer l’adresse
feed_title = L’adresse de votre calendrier
feed_once = Copiez-la maintenant : elle n’est montrée qu’une fois. Dans votre agenda, choisissez « s’abonner à
  un calendrier » et collez-la. Qui la possède voit les noms de vos automatisations et leurs dates.
feed_address = Adresse du calendrier
feed_back = Revenir au calendrier
stop_title = Ne plus recevoir les messages de Retour
stop_ask = Résumés et rappels de revue : plus rien ne vous sera envoyé, dans aucun espace.
stop_done = C’est fait : vous ne recevrez plus ces messages.
stop_back = Pour les recevoir de nouveau, changez-le dans votre compte.
"""
