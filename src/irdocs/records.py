"""Dataclasses that are finished when they are first used: a start imports some 150 kinds, and one file needs a half.

`dataclass` is the standard one to whoever reads, checks or asks: same fields, same behaviour. It differs in when and
how its methods come to be. They wait for the first call or question, and only `__init__` is written as code for each
class. Unpickling calls none of it, so a record that comes from the cache costs nothing.
"""

from __future__ import annotations

import operator
from _thread import RLock  # as functools takes it: the module `threading` is slower to import
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import Field
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind: type | None = None, **options: bool) -> Any:
        """Make a class a dataclass, later. Takes ``frozen``, ``eq``, ``order``, ``repr``, ``kw_only`` and ``slots``."""
        if kind is None:
            return lambda waiting: _put_off(waiting, options)
        return _put_off(kind, options)


_lock = RLock()
_ORDER = {"__lt__": operator.lt, "__le__": operator.le, "__gt__": operator.gt, "__ge__": operator.ge}
_ASKED = ("__dataclass_fields__", "__match_args__")


def _put_off(kind: type, options: dict[str, bool]) -> type:
    if options.get("slots"):  # makes another class, so it cannot wait
        from dataclasses import dataclass as at_once

        return at_once(**options)(kind)
    wanted = ["__init__"]
    if options.get("repr", True):
        wanted.append("__repr__")
    if options.get("eq", True):
        wanted += ["__eq__", "__hash__"]
    if options.get("order"):
        wanted += _ORDER
    if options.get("frozen"):
        wanted += ["__setattr__", "__delattr__"]
    methods = [name for name in wanted if vars(kind).get(name) is None]

    def finish() -> None:
        with _lock:
            if isinstance(vars(kind).get("__dataclass_fields__"), _Later):  # else another thread was here first
                _finish(kind, methods, options)

    for name in methods:
        setattr(kind, name, _first(kind, name, finish))
    for name in _ASKED:
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


def _finish(kind: type, methods: list[str], options: dict[str, bool]) -> None:
    """Let the standard library gather the fields, and make the methods that were put off."""
    from dataclasses import dataclass as gathered
    from dataclasses import fields

    for name in (*methods, *_ASKED):
        delattr(kind, name)
    if kind.__doc__ is None:
        kind.__doc__ = kind.__name__  # the standard one would work out the signature, and take 10 ms for the first
    gathered(init=False, repr=False, eq=False, kw_only=options.get("kw_only", False))(kind)
    found = fields(kind)
    frozen = options.get("frozen", False)
    compared = _values([one.name for one in found if one.compare])
    for name in methods:
        if name == "__init__":
            setattr(kind, name, _init(kind, found, frozen))
        elif name == "__repr__":
            setattr(kind, name, _repr)
        elif name == "__eq__":
            setattr(kind, name, _compare(operator.eq, compared))
        elif name == "__hash__":
            hashed = _values([one.name for one in found if (one.compare if one.hash is None else one.hash)])
            setattr(kind, name, _hash(hashed) if frozen else None)
        elif name in _ORDER:
            setattr(kind, name, _compare(_ORDER[name], compared))
        else:
            setattr(kind, name, _refuse_set if name == "__setattr__" else _refuse_delete)


def _init(kind: type, found: tuple[Field[Any], ...], frozen: bool) -> Callable[..., None]:
    """Write the `__init__` of a class: the one method that is called so often that it must be code of its own."""
    from dataclasses import MISSING

    known: dict[str, Any] = {"_set": object.__setattr__, "_made": MISSING}
    body: list[str] = []
    either: list[str] = []
    named: list[str] = []
    for number, one in enumerate(found):
        argument, value = one.name, one.name
        if one.default is not MISSING:
            known[f"_{number}"] = one.default
            argument = f"{one.name}=_{number}"
        elif one.default_factory is not MISSING:
            known[f"_{number}"] = one.default_factory
            argument = f"{one.name}=_made"
            value = f"_{number}() if {one.name} is _made else {one.name}"
        (named if one.kw_only else either).append(argument)
        body.append(f"_set(self,{one.name!r},{value})" if frozen else f"self.{one.name}={value}")
    if hasattr(kind, "__post_init__"):
        body.append("self.__post_init__()")
    arguments = ["self", *either, *(["*", *named] if named else [])]
    exec(f"def __init__({','.join(arguments)}):\n " + ("\n ".join(body) or "pass"), known)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _values(names: list[str]) -> Callable[[Any], Any]:
    """Return what gives the values of some fields, quickly; two records of a kind compare as these do."""
    return operator.attrgetter(*names) if names else lambda record: ()


def _compare(how: Callable[[Any, Any], Any], values: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def method(self: object, other: object) -> Any:
        return how(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return method


def _hash(values: Callable[[Any], Any]) -> Callable[[Any], int]:
    return lambda self: hash(values(self))


def _repr(self: Any) -> str:
    from dataclasses import fields

    said = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({said})"


def _refuse_set(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")
