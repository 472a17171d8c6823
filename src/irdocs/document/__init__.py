"""The document tree: what a leaflet or a deck says, before anybody decides how it looks."""
