"""Cảnh báo: what a unit wants to be told of about the units below it, by rules it sets itself."""
