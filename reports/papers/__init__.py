"""The way of a paper: drafted, edited, checked, made by the worker, its files, annexes and steps."""
