"""Verbs that put a signature on a paper: with a key of the portal, or one that is elsewhere."""
