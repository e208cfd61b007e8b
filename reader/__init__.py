"""A foreign file becomes plain values, in a child without network and with little memory; no Django in here.

`readers.read_plan` is the door for plans, `child.run` the one way to whatever else opens a foreign file. Nothing is
imported here: the child of a photo needs no PDF library.
"""
