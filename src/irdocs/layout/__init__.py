"""Layouts and brands: folders that a person can add without touching the code."""
