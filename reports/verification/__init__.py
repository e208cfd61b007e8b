"""Is this file signed, by whom, and still as it was: the verdict and its public pages."""
