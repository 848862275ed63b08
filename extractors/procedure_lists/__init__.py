"""Lists of administrative procedures (danh mục thủ tục hành chính): their columns, headings, limits, fees, counts."""
