"""Pages on which accounts are kept."""
