"""Barèmes, formules d’abonnement, modèles, devises : leurs noms, champs et problèmes, en français."""

TEXT = """
admin-fr = Employés administratifs, France
managers-fr = Cadres, France
intermediate-fr = Professions intermédiaires, France
all-fr = Ensemble des salariés, France
firms-10-fr = Entreprises de dix salariés ou plus, France
admin-services-fr = Services administratifs et de soutien, France
finance-fr = Finance, France
large-firms-fr = Les plus grandes entreprises, France
paris-region-fr = Île-de-France
hotels-fr = Hôtellerie et restauration, France
transport-fr = Transports, France
all-eu = Ensemble des salariés, Union européenne
all-euro-area = Ensemble des salariés, zone euro
all-de = Ensemble des salariés, Allemagne
all-be = Ensemble des salariés, Belgique
all-lu = Ensemble des salariés, Luxembourg
all-bg = Ensemble des salariés, Bulgarie
standing_read = lu dans la source
standing_scaled = valeur plus ancienne de la source, actualisée avec la moyenne du pays
standing_assumed = non vérifié : un salaire publié, multiplié par un taux de charges supposé
standing_own = le vôtre
one = {key} : {name}, {value}, {year:raw}. {standing}. Source : {source}.
one_unsourced = {key} : {name}, {value}, {year:raw}. {standing}. Aucune source indiquée.
average = C’est une moyenne : une personne peut coûter bien moins ou bien plus.
old = Date de plus de deux ans.
since = À partir du {day:date}.
how = Dans retour.yaml, pour une fonction : card: {key}. Vos propres barèmes se mettent sous cards:.
prices = Prix de « {model} », d’après {source}, par million de jetons et par minute de son :
price_input = en entrée : {value}
price_cached = en entrée, déjà en cache : {value}
price_output = en sortie : {value}
price_minute = une minute de son : {value}
price_unknown = Le prix de « {model} » n’est pas dans {source}. Écrivez-le sous ai: price:.
no_list = La liste des prix d’IA n’est pas installée : écrivez le prix sous ai: price:.
old_role = Le coût horaire de « {role} » date de {year:raw}, il y a plus de deux ans.
old_plan = Tarif de « {name} » relevé le {at:date}, il y a {months:int} mois : à vérifier.
old_model = Prix du modèle « {name} » relevé le {at:date}, il y a {months:int} mois : à vérifier.
old_exchange = Taux de change « {name} » relevé le {at:date}, il y a {months:int} mois : à vérifier.
"""

PROBLEMS = """
price.old_plan = Tarif de « {value} » relevé le {at:date}, il y a {months:int} mois : à vérifier.
price.old_model = Prix du modèle « {value} » relevé le {at:date}, il y a {months:int} mois : à vérifier.
price.old_exchange = Taux de change « {value} » relevé le {at:date}, il y a {months:int} mois : à vérifier.
currency.no_rate = « {value} » n’est pas en {home}, et aucun taux ne dit ce que cela vaut : deux devises ne
  s’additionnent jamais.
exchange.itself = « {value} » est déjà la devise de l’espace : elle n’a pas besoin de taux.
role.cost_twice = La fonction a un barème, « {value} », et un coût saisi : gardez l’un des deux.
card.unknown = « {value} » n’est pas un barème connu : « retour cards » en donne la liste.
tool.price_twice = L’outil « {value} » a un prix mensuel et une formule : gardez l’un des deux.
plan.not_lower = La formule du dessous doit comprendre moins d’unités : {value}, ce n’est pas moins.
ai.model_missing = « {value} » est donné sans le modèle dont il s’agit.
ai.nothing_used = Le modèle « {value} » est nommé, mais pas ce qu’il consomme. Possibles : {known}.
"""

UNKNOWNS = """
units_not_counted = {missing:int} sur {n:noun exécution|exécutions} ne disent pas combien d’unités l’outil a
  comptées
use_of_several_tools = ses exécutions ne disent pas lequel de ses outils les a comptées : donnez plutôt une
  part à chacun
nothing_used = personne n’a utilisé cette formule sur la période
ai_price_not_said = le prix du modèle « {model} » n’est ni écrit, ni connu de la liste de prix
currency_not_said = le prix est en {currency} et aucun taux ne dit ce que cela vaut en {home}
"""

MONEY = """
plan_used = Unités utilisées par mois
seats = Postes qui lui sont réservés
ai_tokens_in = Jetons en entrée
ai_tokens_cached = Jetons en entrée, déjà en cache
ai_tokens_out = Jetons en sortie
ai_audio_minutes = Minutes de son
ai_price_input = Prix d’un million de jetons en entrée
ai_price_cached = Prix d’un million de jetons en cache
ai_price_output = Prix d’un million de jetons en sortie
ai_price_minute = Prix d’une minute de son
ai_retries = Part des appels refaits
exchange = Taux de change
"""

FIELDS = """
section_exchange = Autres devises
section_cards = Vos propres barèmes
field_exchange = Autres devises
hint_exchange = Ce qu’une unité vaut dans votre devise, quel jour, et où vous l’avez lu.
add_exchange = Ajouter une devise
field_exchange_entry = Devise
field_cards = Barèmes
hint_cards = Ce que coûte une heure, à partir d’une date. Un barème à vous remplace le nôtre du même nom.
add_cards = Ajouter un barème
field_card = Barème
hint_card = Choisissez un barème, ou saisissez un coût : pas les deux.
field_year = Année de la valeur
field_tools_plan = Formule, comme sur votre facture
hint_tools_plan = Son prix est partagé selon ce que chaque automatisation en utilise.
field_price = Prix par mois
field_includes = Unités comprises par mois
field_plan_unit = Ce qui est compté
field_lower = La formule juste en dessous
field_seats = Postes qui lui sont réservés, par mois
hint_subscriptions_share = Laissée vide : partagée selon l’usage, quand l’outil a une formule.
field_model = Modèle
field_per = Compté
field_tokens_in = Jetons en entrée
field_tokens_cached = Jetons en entrée, déjà en cache
field_tokens_out = Jetons en sortie
field_audio_minutes = Minutes de son
field_retries = Part des appels refaits
field_ai_price = Prix du modèle
hint_ai_price = Laissé vide : celui de la liste de prix, quand elle connaît le modèle.
field_price_input = Un million de jetons en entrée
field_cached = Un million de jetons en cache
field_price_output = Un million de jetons en sortie
field_minute = Une minute de son
choice_per_case = pour chaque dossier
choice_per_run = pour chaque exécution
choice_executions = exécutions
choice_tasks = tâches
choice_credits = crédits
choice_operations = opérations
"""

FORMULAS = """
worth.absorbed = Prix de la formule × unités qu’elle utilise ÷ unités utilisées en tout : elle prend aussi sa
  part de ce que personne n’utilise.
worth.plan_saved = Prix de la formule − prix de celle du dessous, si l’arrêter permet d’en changer ;
  sinon rien.
totals.unused = Prix de la formule × (unités comprises − unités utilisées) ÷ unités comprises.
totals.lower_plan = Prix de la formule − prix de celle du dessous, quand l’usage actuel y tient déjà.
"""

LABELS = """
balance_plan = {name} : {value}.
worth_absorbed = Abonnement, part inutilisée répartie
worth_plan_saved = Économie d’abonnement en cas d’arrêt
"""

FIGURES = """
totals_unused = Abonnement que personne n’utilise : {word}
totals_lower_plan = Économie en prenant la formule du dessous : {word}
"""
