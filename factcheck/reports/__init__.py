"""What is published: rows in, bytes out. The same input gives the same bytes, always."""
