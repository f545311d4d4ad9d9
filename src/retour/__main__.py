"""`python -m retour`."""

from retour.cli.main import main

main()
