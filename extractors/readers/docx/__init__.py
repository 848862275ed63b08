"""DOCX: Word's paragraphs, numbering, styles, tables and pictures."""
