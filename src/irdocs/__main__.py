"""`python -m irdocs`, and the command `irdocs`."""

import sys


def run() -> None:
    """Run the command line and leave with its exit status."""
    from irdocs.cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
