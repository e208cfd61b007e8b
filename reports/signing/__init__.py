"""Signing a paper: its steps from draft to issue, with a key of the portal, or one that is elsewhere."""
