"""Effects: observed minus counterfactual, by the strongest design that the data allow, graded by rules."""
