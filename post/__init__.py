"""Everything that leaves the house, when, and once: letters, notices, channels, the digest, working days."""
