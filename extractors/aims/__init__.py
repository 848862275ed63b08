"""Targets (mục tiêu, chỉ tiêu): what is to be reached, by which group, by when, in sentences and tables."""
