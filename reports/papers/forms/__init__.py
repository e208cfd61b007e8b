"""What is typed about a paper, one module per noun."""
