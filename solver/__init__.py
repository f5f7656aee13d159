"""Pure computation: a day problem in, a checked plan with its proof out."""
