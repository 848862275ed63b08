"""Measurements that anyone can repeat: seeded inputs, known truth, printed figures."""
