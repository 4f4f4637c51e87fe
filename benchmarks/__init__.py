"""How fast checker_lab is, beside what else would be used: `make bench`, `make soak`."""
