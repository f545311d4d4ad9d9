"""The quarter on paper, in English."""

TEXT = """
kind = Quarterly review of automations
founder_kind = The quarter on one page
quarter_1 = First quarter of {year}
quarter_2 = Second quarter of {year}
quarter_3 = Third quarter of {year}
quarter_4 = Fourth quarter of {year}
prepared_for = Prepared for {name}
prepared_by = Prepared by {name}
dated = {day:date}
cover_counts = {automations:noun automation followed|automations followed}
contents = In this review
decide_title = To decide this quarter
automation = Automation
indicator = Indicator
table_note = The article’s six columns first; then the evidence, the gain, the audit and the decision.
one_effect = The effect with the strongest evidence
signed = Decision taken: {decision}. Signed by {by} on {day:date}.
overridden = Decision taken: {decision}. Signed by {by} on {day:date}, for this reason: {reason}
limits_title = Decision thresholds that were changed
limits_note = The method has thresholds of its own. These were changed by the people who signed.
limits_by = On {day:date}, by {by} (decision no. {n:int})
annex_title = Method and evidence
grades_title = What evidence is worth
grades_note = The strength of the evidence says how a figure was obtained, not whether the news is good.
meaning = What it means
grade_A = Cases drawn at random were left without the automation, or the figure is counted line by line in
  your files.
grade_B = The effect is compared with teams or series that did not have the automation, and the comparison
  was checked.
grade_C = The effect is compared with what the past led to expect, and the method was tried on false start
  dates.
grade_D = Somebody declared it, or the comparison is not corrected: take it as an indication.
grade_E = Nothing lets anybody say so today.
designs_title = How each effect was measured
designs_note = The comparison made, the period before and the period observed.
design = Comparison
window_before = Before
window_after = Observed
no_window = not needed
seal_title = How to make this review again
seal_note = With the same files and the same fingerprint, the program gives the same figures again.
calculated = Figures computed on
data_until = Data until, for “{process}”
digest = Fingerprint of the input
seed = Seed of the draws
program = Program
log = Decision log
no_log = No decision was signed.
seal = Decision no. {number:int}, seal {seal}
logo_too_large = This logo is too heavy: 512 kB at most.
logo_not_image = This logo is neither a PNG nor an SVG.
logo_too_many_pixels = This logo is too large: 4,000 pixels on a side at most.
logo_too_many_shapes = This SVG logo holds too many shapes: simplify it, or give a PNG.
logo_unsafe = This SVG logo holds more than shapes (text, style, script or link): give a PNG.
not_installed = To write a PDF a module is missing: pip install "retour[pdf]"
series_title = Series
series_note = Weekly value of the main indicator, as the table draws it.
trend = Trend
"""
