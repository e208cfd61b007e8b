"""Writing a plan: its words, tasks and links, read in from a document or typed; issue, amendment, end, extension."""
