"""Cost tables (dự toán, khái toán kinh phí): columns of money, rows, the tree of lines, totals."""
