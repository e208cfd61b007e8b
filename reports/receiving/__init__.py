"""Văn bản đến on the portal: what was sent to one's units, and that it was seen."""
