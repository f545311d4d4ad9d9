"""Cases drawn at random: the arms compared as they were drawn."""
