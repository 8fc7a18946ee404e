"""Bytes to `Document`: decoding, sentences, and what the text says of itself. No database here."""
