"""Evaluations, run by `make eval`."""
