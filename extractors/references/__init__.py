"""What a document says of others: citations, legal basis, relations between documents, and days of effect."""
