"""Backup, restore and the comparison of both: what is kept is a folder with a dump, all files and a manifest.

archive    the verbs: back up, verify, restore, drill, retention
database   one snapshot of the database, its dump and the sums of its tables; both engines
files      files and their sums
secrets    keys and the secret, encrypted only
storage    rows and files compared both ways
"""
