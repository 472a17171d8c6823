"""Dataclasses that are finished when they are first used: a start imports some 150 kinds, and one file needs a third.

`dataclass` is the standard one, put off: what it writes for a class (`__init__`, comparison, ...) it writes at the
first call or question. Unpickling calls none of it, so a record that comes from the cache costs nothing at all.
"""

from __future__ import annotations

from _thread import RLock  # as functools takes it: the module `threading` is slower to import
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind: type | None = None, **options: bool) -> Any:
        """Make a class a dataclass, later. Takes what `dataclasses.dataclass` takes; ``slots`` cannot wait."""
        if kind is None:
            return lambda waiting: _put_off(waiting, options)
        return _put_off(kind, options)


_lock = RLock()


def _put_off(kind: type, options: dict[str, bool]) -> type:
    if options.get("slots"):  # makes another class, so it cannot wait
        from dataclasses import dataclass as at_once

        return at_once(**options)(kind)
    wanted = ["__init__"]
    if options.get("repr", True):
        wanted.append("__repr__")
    if options.get("eq", True):
        wanted.append("__eq__")
        if options.get("frozen"):
            wanted.append("__hash__")
    if options.get("order"):
        wanted += ["__lt__", "__le__", "__gt__", "__ge__"]
    if options.get("frozen"):
        wanted += ["__setattr__", "__delattr__"]
    methods = [name for name in wanted if vars(kind).get(name) is None]
    names = (*methods, "__dataclass_fields__", "__match_args__")

    def finish() -> None:
        with _lock:
            if not isinstance(vars(kind).get("__dataclass_fields__"), _Later):
                return  # another thread was here first
            for name in names:
                delattr(kind, name)
            from dataclasses import dataclass as finished

            finished(**options)(kind)

    for name in methods:
        setattr(kind, name, _first(kind, name, finish))
    for name in ("__dataclass_fields__", "__match_args__"):
        setattr(kind, name, _Later(kind, name, finish))
    return kind


def _first(kind: type, name: str, finish: Callable[[], None]) -> Callable[..., Any]:
    """Return a method that finishes its class and makes way for the method of that name."""

    def method(self: object, /, *arguments: Any, **named: Any) -> Any:
        finish()
        return getattr(kind, name)(self, *arguments, **named)

    return method


class _Later:
    """An attribute of a class that is there as soon as somebody asks for it."""

    def __init__(self, kind: type, name: str, finish: Callable[[], None]) -> None:
        self._kind = kind
        self._name = name
        self._finish = finish

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        self._finish()
        return getattr(self._kind, self._name)
