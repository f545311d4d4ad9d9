"""Typed cells (of a sheet, a Parquet column, a JSON value) as the text that the readers expect."""

import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal


def cell_text(value: object) -> str:
    """One typed value as text. Whole floats lose their point; blank is empty.

    A float with three decimals is written with four (``1.2340``), so that no reader takes its point
    for a thousands mark.
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return _number_text(value)
        case Decimal():
            return _number_text(value)
        case datetime() | date() | time():
            return value.isoformat().replace("T", " ")
        case timedelta():
            return str(value)
        case bytes():
            return value.hex()
        case list() | dict() | tuple():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _number_text(value: float | Decimal) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(int(value)) < 10**15:
        return str(int(value))
    text = str(value)
    _, _, decimals = text.partition(".")
    return f"{text}0" if len(decimals) == 3 and decimals.isdigit() else text
