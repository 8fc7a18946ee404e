"""Tests of one format each, on files that they make themselves."""
