"""Plain text: OCR text, Markdown, dumps of tables in every usual shape."""
