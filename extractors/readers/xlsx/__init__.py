"""XLSX: the sheets of a workbook as they print."""
