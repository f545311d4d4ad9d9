"""The first ten minutes, as functions: a façade for the web pages and the terminal.

The order of calls, each useful to someone who stops there::

    pasted   = answer_paste(text)                             # 0:00 a sentence or a table
    came_in  = look_at(path_in, Overrides(...))               # 2:00 show it, correct it, look again
    done     = look_at(path_done)
    compared = compare(came_in, done, folder, Asked(today=...))   # or follow(came_in, folder, asked)
    lost_csv(compared, lang)                                  #      the lost cases, to download
    dates    = propose_dates(compared)                        # 4:00 one date, always to confirm
    compared = on_date(compared, day)                         #      the same, before and after that day
    answer   = effect_of(compared)                            #      one effect, or why not and what instead
    report(value, lang)                                       #      any of these as JSON
    page(compared, lang)                                      # 10:00 one self-contained page to forward

Functions take paths and values and return frozen values; nothing is printed. Slow ones accept
``progress``, called with a step's code. ``folder`` receives a small workspace (`retour.yaml`, `processes/`,
`automations/`, `events/`) that is audited by the same engine as any other: every number of a Compared is a
Figure of ``compared.assessment``, and the folder is the user's to keep.
"""

from retour.watch.matching import Doubt, Matching, NamePair, NameRule, State, Step
from retour.workspace.first_look.answer import Answered, effect_of, on_date
from retour.workspace.first_look.asked import USUAL_HOUR, Asked, Priced
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.comparing import compare, follow
from retour.workspace.first_look.dates import DateProposal, propose_dates
from retour.workspace.first_look.exporting import lost_csv, report
from retour.workspace.first_look.looked import ROLES, Looked, Overrides, SeenColumn
from retour.workspace.first_look.looking import look_at
from retour.workspace.first_look.page import page
from retour.workspace.first_look.pasted import Export, Kind, Pasted, answer_paste
from retour.workspace.first_look.speaking import (
    say_answer,
    say_exports,
    say_looked,
    say_pasted,
    say_proposal,
    say_role,
    to_paste,
)
from retour.workspace.first_look.telling import (
    Sentence,
    facts,
    headline,
    how_matched,
    say_doubt,
    say_pair,
)

__all__ = [
    "ROLES",
    "USUAL_HOUR",
    "Answered",
    "Asked",
    "Compared",
    "DateProposal",
    "Doubt",
    "Export",
    "Kind",
    "Looked",
    "Matching",
    "NamePair",
    "NameRule",
    "Overrides",
    "Pasted",
    "Priced",
    "SeenColumn",
    "Sentence",
    "State",
    "Step",
    "answer_paste",
    "compare",
    "effect_of",
    "facts",
    "follow",
    "headline",
    "how_matched",
    "look_at",
    "lost_csv",
    "on_date",
    "page",
    "propose_dates",
    "report",
    "say_answer",
    "say_doubt",
    "say_exports",
    "say_looked",
    "say_pair",
    "say_pasted",
    "say_proposal",
    "say_role",
    "to_paste",
]
