"""The pen: bytes in, signed bytes out. It knows keys, places and order, and nothing of the database."""
