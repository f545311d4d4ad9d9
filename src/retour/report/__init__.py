"""Report: the steering table, the page, the sheets; every figure said once, shown everywhere the same."""

from retour.report.as_csv import as_csv
from retour.report.as_json import as_json
from retour.report.as_xlsx import as_xlsx
from retour.report.explain import explain
from retour.report.page import page
from retour.report.table import Table, steering_table
from retour.report.terminal import render

__all__ = ["Table", "as_csv", "as_json", "as_xlsx", "explain", "page", "render", "steering_table"]
