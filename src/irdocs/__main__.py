"""`python -m irdocs`, and the command `irdocs`."""

import gc
import sys

NEW_OBJECTS = 50_000
"""New objects after which the memory is looked through for cycles: at Python's own 700 that is a tenth of a short run."""


def run() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(NEW_OBJECTS)
    from irdocs.cli.main import main

    sys.exit(main())


if __name__ == "__main__":
    run()
