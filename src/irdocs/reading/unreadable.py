"""What could not be read of a record, so that no rule takes it for missing or tells a second fault of it.

A path leads from the top of the record to a value that was left out because it has a fault. A path that ends at a record
says: something in it, under a key that nobody knows. () is that record at the top, or a half that could not be read.
"""

from collections.abc import Set

Path = tuple[str, ...]
Unread = frozenset[Path]

NOTHING: Unread = frozenset()


def touches(unread: Unread, *path: str) -> bool:
    """Whether something at a path, or inside what stands there, could not be read: what is there is not all of it."""
    return any(one[: len(path)] == path for one in unread)


def may_hold(unread: Unread, *path: str) -> bool:
    """Whether what seems to be missing at a path, or inside what stands there, may be among what could not be read."""
    return bool(unread) and (touches(unread, *path) or any(path[:end] in unread for end in range(len(path))))


def inside(unread: Set[Path], key: str) -> set[Path]:
    """Return the paths as they are seen from what stands under a key at the top."""
    return {one[1:] for one in unread if one[:1] in ((), (key,))}
