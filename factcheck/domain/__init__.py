"""The desk's words, rules and refusals: pure values, no database, no files, no screen."""
