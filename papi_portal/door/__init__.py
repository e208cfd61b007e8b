"""The door: second factors, known devices, limits of wrong tries, sessions; what allauth does, in our words."""
