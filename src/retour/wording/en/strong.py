"""Strong words in English: each line is a strength and the patterns that have it, read and never shown.

Patterns are regular expressions on plain spaces and straight apostrophes, tried as whole words. `hedge` takes
the strength of a word away when it comes just before it in the same clause, `after` when it comes just after,
`cancel` gives it back; the last four say what must stand beside an amount.
"""

TEXT = r"""
never = guarante\w+ | undeniabl\w+ | indisputabl\w+ | infallibl\w+ | irrefutabl\w+ | foolproof
  | revolutioni[sz]\w+ | miracl\w+ | miraculous\w* | scientifically proven | risk-free | zero risk
  | no risk | game.changer | 100% (?:reliable|sure|certain|effective|safe)
  | (?:no|beyond|without)(?: any| all| a)? doubt | undoubtedly
absolute = always(?! (?:output|open|waiting)) | certainly | surely | invariably | inevitably
  | every single time | without fail | without exception | for sure | it is (?:certain|sure) that
  | what is certain | never (?:fails?|loses?|forgets?|misses|breaks?)
proven = prove(?:s|d|n)? | proving | (?:the )?proof (?:that|is) | demonstrat(?:e|es|ed|ing)
established = established | conclusive(?:ly)? | earns? | earned | brings? (?:you\s|in\s)?(?=[€$£\d])
causal = explains the | paid off | eliminates | gave you back
  | thanks to | because of | due to | owing to | caused
  | causes (?=(?:the|a|an|more|fewer|less|our|your)\b) | led to(?! the)
  | leads? to (?=(?:a|more|fewer|less)\b) | result(?:ed|s)? in | (?:as a|the) result of | brought about
  | made (?:it )?possible | enabled (?=(?:you|us|the|them)\b) | allowed (?=(?:you|us|the|them)\b)
  | saves (?=\w) | (?:has|have) saved | saved (?=(?:you|us|them|the|about|[€$£\d]))
  | saving (?=(?:you|time|money|[€$£\d])) | improves | (?:has|have) improved
  | improved (?=(?:the|your|our)\b) | increases | increased (?=(?:the|your|our|sales)\b) | reduces
  | reduced (?=(?:the|your|our)\b)
  | (?:has|have) (?:cut|reduced|increased|doubled|halved|boosted|raised|lowered|removed|freed|prevented
  |avoided) | cuts (?=(?:the(?! cases)|your|our|costs?|delays?|errors?|time|\d+)\b) | boosts | boosted
  | worsens (?=(?:the|your|our)\b) | drives | drove | attributable to | responsible for | frees(?: up)?
  | raises (?=(?:the|your|our)\b) | speeds up | doubled (?=(?:the|your|our)\b)
  | halved (?=(?:the|your|our)\b) | owes? (?=.{0,30}\bto\b)
compared = (?:clear|visible|obvious|marked) (?:effect|gain|rise|drop|improvement)s? | clear progress
  | clearly | visibly | markedly
  | (?:effect|gain|improvement) is (?:very\s|quite\s)?(?:clear|visible|obvious)
hedge = nothing | no | nobody | none | not | \w+n't | never | cannot | without | nor | neither | if
  | when | whether | may | might | would | could | should | seems? | perhaps | only [\w ]+ chances?
  | what(?! is certain) | how much | how many | chances? | claim\w* | supposed | expected | uncertain
  | unless | says?
after = that chance | when | if | nothing | no | little | neither | only if | nobody
cancel = not only | not just | not least | no doubt | nothing but | not by chance | no accident
  | no coincidence
clause = [.;:!?()…,—] | but | so | yet | indeed
effect = (?:effects?|impacts?|gains?):? (?:(?:\w|'|-)+ ){0,5}?(?:: )?(?:[+−-] ?\d[\d.,]*) ?(?:%|points?)
  | (?:effects?|impacts?):? (?:(?:\w|'|-)+ ){0,5}?(?:is|was|:|=) ?\d[\d.,]* ?(?:%|points?)
against = compared | than | against | without | versus | instead of | left (?:aside|out) | previous
  | drawn | control group | expected
worth = gain\w* | earn\w* | sav(?:es?|ed|ings?) | worth(?! at most) | benefit\w* | brings?
  | return on investment
interval = between | from | at most | at least | declared
evidence = evidence | declared
"""
