"""Thăm dò ý kiến người dân: short rounds of neutral questions, answered without a name, told with their doubt."""
