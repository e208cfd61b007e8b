"""The bell, and the post office's own pages."""
