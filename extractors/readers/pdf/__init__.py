"""PDF: glyphs, rulings, tables and prose of a page as its file draws them."""
