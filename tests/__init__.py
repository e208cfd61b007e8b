"""Tests that walk through the whole house: one paper on its way, and every main page."""
