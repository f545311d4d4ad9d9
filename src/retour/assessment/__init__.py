"""Assessment: the whole chain, one automation at a time, from a frozen dossier."""
