"""Letters for people: one appointment letter and leaflet for each row of a table."""
