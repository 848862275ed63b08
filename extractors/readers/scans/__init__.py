"""Pictures of print: scanned pages and photographs made straight, their rulings found, their words recognized."""
