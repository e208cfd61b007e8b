"""Pages of the internal index, by what they are about."""
