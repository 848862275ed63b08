"""What runs the workers but for this machine alone: the same tasks, the same results."""
