"""Retour: what business automations really bring back.

>>> import retour
>>> retour.__version__
'0.1.0'
"""

__version__ = "0.1.0"
