"""Scripts that make the corpus files from the facts files."""
