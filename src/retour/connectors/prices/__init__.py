"""Prices of AI models from a kept list, read from what is installed: never from the network."""

from retour.connectors.prices.genai import list_name, price_of

__all__ = ["list_name", "price_of"]
