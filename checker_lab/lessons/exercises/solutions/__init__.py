"""Our solutions of the exercises: `reveal()` shows them. Written for learners, so without types."""
