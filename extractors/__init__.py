"""From files to records as printed: readers, layout, and one module for each kind of record."""
