"""Values from printed text: pure functions of the text and of reference data in ``vocabulary/``."""
