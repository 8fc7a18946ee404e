"""Tables of expressions, and how the extracts of CLDR are made."""
