"""The search box of the app bar."""
