"""Local policy: what only a hospital can decide, as slots that its brand fills; the locale has neutral words for each."""

SLOTS = (
    "fasting",
    "diabetes-medicines",
    "blood-thinners",
    "bleeding-limits",
    "kidney-test",
    "contrast-allergy",
    "pregnancy-check",
    "lying-flat",
    "driving",
    "work-and-bathing",
    "flying",
    "fever-threshold",
    "antibiotics",
    "tube-care",
    "vaccines",
    "doses",
    "length-of-stay",
)
"""The topics of which no number is ever shipped."""
