"""The exercise notebooks, with the skeleton and with the solution, and what is around them."""
