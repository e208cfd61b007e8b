"""First drafts of papers from what is in the database: words and linked figures, to be edited by a person."""
