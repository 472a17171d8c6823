"""Geometry of our pictures in plain numbers and theme colours: the same for every writer."""
