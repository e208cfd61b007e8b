"""What people do with papers and registers."""
