"""HTML: a page's text and tables without the portal's chrome."""
