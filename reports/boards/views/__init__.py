"""Pages of the boards, a module a question."""
