"""Our solutions of the exercises, which `reveal()` shows. For learners, they have no types."""
