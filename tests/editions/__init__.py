"""Every edition of a leaflet, measured on the finished file."""
