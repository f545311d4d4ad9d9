"""Worth: an effect and freed time turned into money, net of every cost, by Monte Carlo."""
