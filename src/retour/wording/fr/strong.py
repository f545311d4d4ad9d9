"""Strong words in French: each line is a strength and the patterns that have it, read and never shown.

Patterns are regular expressions on plain spaces and straight apostrophes, tried as whole words. `hedge` takes
the strength of a word away when it comes just before it in the same clause, `after` when it comes just after,
`cancel` gives it back; the last four say what must stand beside an amount.
"""

TEXT = r"""
never = garanti\w* | indéniabl\w* | incontestabl\w* | indiscutabl\w* | infaillibl\w* | irréfutabl\w*
  | à coup sûr | révolutionn\w+ | miracl\w+ | miraculeu\w+ | scientifiquement prouv\w+ | sans risque
  | zéro risque | aucun risque | 100 % (?:fiables?|sûre?s?|efficaces?) | sans (?:aucun|le moindre) doute
  | (?:aucun|nul) doute
absolute = toujours(?! (?:d'actualité|ouvert|en attente|aussi|pas)) | certainement | assurément
  | forcément | systématiquement | immanquablement | sans exception | à chaque fois | à tous les coups
  | il est (?:sûr|certain) qu[e'] | c'est (?:sûr|certain) | ce qui est (?:sûr|certain)(?!, ce qui)
  | (?:n'|ne )(?:oublie|perd|rate|manque|échoue|tombe|se trompe)(?:nt)? jamais
proven = prouv(?:e|es|ent|é|ée|és|ées|ait|aient|a|er|ant) | démontr(?:e|es|ent|é|ée|és|ées|er|ant)
  | la preuve (?:que|en est) | preuve à l'appui | attest(?:e|ent|é|ée|és|ées)
established = établi(?:e|es|s|t|ssent)?(?! (?:pour|par|le)\b) | avér(?:é|ée|és|ées)
  | concluante?s? | indubitabl\w+ | rapport(?:e|ent|é|ait|aient)(?! (?:à|au|aux)\b)
causal = qui expliqu(?:e|ent) (?:la|le|les|cette)\b | porté ses fruits | élimin(?:e|ent) | vous a rendu
  | grâce (?:à|au|aux) | à cause (?:de|du|des|d') | en raison (?:de|du|des|d')
  | du fait (?:de|du|des|d') | (?:est|sont|était|étaient) due?s? (?:à|au|aux)\b
  | (?:due|dues|dus) (?:à|au|aux)\b
  | (?:a|ont|avait|avaient) (?:\w+ment\s|bien\s)?(?:permis|provoqué|entraîné|causé|généré|réduit|amélioré
  |libéré|boosté|dopé|multiplié|divisé|évité|dégradé|économisé)
  | (?:a|ont) (?:\w+ment\s|bien\s)?(?:augmenté|diminué|accéléré|doublé|triplé|supprimé) (?=(?:la|les|vos
  |votre|nos|notre|des|de|\d\w*)\b)
  | permet(?:tent)? (?:de\s|d')(?:gagner|réduire|économiser|augmenter|améliorer|vendre|signer|éviter)
  | fait (?:gagner|perdre|baisser|monter|économiser|progresser|grimper|chuter)
  | économis(?:e|ent|é|ée|és|ées) | (?<!s')amélior(?:e|ent) | (?<!se )dégrad(?:e|ent) | boost(?:e|ent)
  | dop(?:e|ent) | provoqu(?:e|ent) | entraîn(?:e|ent)
  | caus(?:e|ent)(?= (?:la|le|les|une?|des|cette|ce)\b) | s'explique(?:nt)? par
  | attribuables? (?:à|au|aux) | résult(?:e|ent) (?:de|du|des) | (?:la|une) conséquence (?:de|du|des)
  | libèr(?:e|ent) | (?<!s')accélèr(?:e|ent) | réduit (?:le|la|les|vos|votre|de)\b
  | augmente(?:nt)? (?:le|la|les|vos|votre|de)\b | doi(?:t|vent) (?:à|au|aux)\b
  | l'automatisation (?:y )?est pour | responsables? (?:de|du|des)\b
compared = (?:effet|gain|progrès|hausse|baisse|amélioration)s?(?: (?:est|sont|très|bien|\w+ment)){0,2}
  (?:clair|net|visible|évident|manifeste)(?:e|s|es|te|tes)?
  | nettement | clairement | visiblement | manifestement
hedge = rien | aucune? | personne | ne | n'\w+ | pas | sans | ni | jamais | si | s'il | s'ils | quand
  | peut-être | semble | semblent | pourrai\w+ | devrai\w+ | serai\w+ | aurai\w+ | faudrai\w+ | ferai\w+
  | trop peu | (?<!c'est )ce qu[e'] | à quel point | (?:coûte|coûter) plus qu[e'] | pour qu[e'] | censée?s?
  | incertain\w* | chances? | affirmation | prétend\w* | affirm\w+
after = que le hasard | rien | pas | ni | peut-être | aucune?
cancel = pas seulement | non seulement | pas que | nul doute | aucun doute | n'est pas un hasard
  | (?<!personne )(?<!rien )(?<!ni )(?:ne|n') ?(?!.*\b(?:pas|rien|aucune?|jamais|personne
  |ce)\b).*\bqu[e']
clause = [.;:!?()…,—] | mais | donc | car | pourtant | en effet | alors
effect = (?:effets?|impacts?|gains?) (?:(?:\w|'|-)+ ){0,5}?(?:: )?(?:[+−-] ?\d[\d ,]*) (?:%|points?)
  | (?:effets?|impacts?) (?:(?:\w|'|-)+ ){0,5}?(?:est de|:|=) ?\d[\d ,]* ?(?:%|points?)
against = par rapport | compar\w+ | contre | sans l'automatisation | au lieu de | laissé\w* | sans elle
  | précédent\w* | tiré\w* au sort | groupe témoin | attendue?s?
worth = gains? | rapport(?:e|ent|é|ait|aient) | économi\w+ | bénéfice\w* | fait gagner
  | retour sur investissement
interval = entre | de [\d ,]+ à | au plus | au moins | déclaré\w*
evidence = preuves? | déclaré\w*
"""
