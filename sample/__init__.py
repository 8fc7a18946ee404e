"""The sample desk: its two articles, what was found in them, and how it is built."""
