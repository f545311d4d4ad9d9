"""Which groups of a breakdown must stay hidden so that nobody's answer can be deduced."""

from collections.abc import Mapping

from retour.voice.scores import FEWEST


def hidden_groups(answered: Mapping[str, int], fewest: int = FEWEST) -> frozenset[str]:
    """Groups to hide when a total and its parts are shown together.

    A group below `fewest` is hidden; when the hidden ones together still hold fewer than that, the
    smallest shown group is hidden too, else the total minus the rest would give them away.
    """
    hidden = {group for group, n in answered.items() if 0 < n < fewest}
    while hidden and sum(answered[g] for g in hidden) < fewest and len(hidden) < len(answered):
        shown = (group for group in answered if group not in hidden)
        hidden.add(min(shown, key=lambda g: (answered[g], g)))
    return frozenset(hidden)
