"""Văn bản đến: the register of what comes to a unit, who has it in hand until when, and what is told back."""
