"""Whether a quantity can be said at all: it is of one kind, its bounds are in order, its arms can be compared."""

from collections.abc import Iterator

from irdocs.model.quantities import Comparison, Frequency, Measure, Quantity
from irdocs.problems import Problems
from irdocs.reading.placed import Mapping, locate
from irdocs.reading.unreadable import Path, Unread, may_hold, touches

KINDS = ("frequency", "measure", "comparison", "series", "not_known", "several")


def check_amounts(quantities: dict[str, Quantity], data: Mapping, unread: Unread, problems: Problems) -> Unread:
    """Tell the quantities of a record that cannot be said, each where it was typed in its data; return their paths.

    What was left out is not judged.
    """
    unsound: set[Path] = set()
    for label, path, quantity in each(quantities):
        for place, message, hint in _faults(quantity, path, unread):
            problems.error("bad-quantity", locate(data, place), f'"{label}" {message}', hint)
            unsound.add((*path, "amount"))
    return frozenset(unsound)


def each(
    quantities: dict[str, Quantity], before: str = "", path: Path = ("quantities",)
) -> Iterator[tuple[str, Path, Quantity]]:
    """Yield every quantity and every source inside one, with its name ("pain", "pain:trial") and its path."""
    for name, quantity in quantities.items():
        yield before + name, (*path, name), quantity
        yield from each(quantity.several, f"{before}{name}:", (*path, name, "several"))


Fault = tuple[Path, str, str]
"""Path, what is wrong, what to do."""


def _faults(quantity: Quantity, path: Path, unread: Unread) -> Iterator[Fault]:
    kinds = [kind for kind in KINDS if getattr(quantity, kind)]
    if len(kinds) > 1 or not (kinds or may_hold(unread, *path)):
        told = f"it is {' and '.join(kinds)}" if kinds else "it is none of them"
        yield path, f"must be one kind of quantity: {told}", f"{', '.join(KINDS[:-1])} or {KINDS[-1]}"
        return
    if quantity.frequency:
        yield from _of_frequency(quantity.frequency, (*path, "frequency"), unread)
    if quantity.measure:
        yield from _of_measure(quantity.measure, (*path, "measure"), unread)
    if quantity.comparison:
        yield from _of_comparison(quantity.comparison, (*path, "comparison"), unread)


def _of_frequency(frequency: Frequency, path: Path, unread: Unread) -> Iterator[Fault]:
    if not touches(unread, *path):
        try:
            frequency.bounds()
        except ValueError as error:
            yield path, f"cannot be said: {error}", ""


def _of_measure(measure: Measure, path: Path, unread: Unread) -> Iterator[Fault]:
    low, high = measure.low, measure.high
    if measure.value is None and (low is None or high is None) and not may_hold(unread, *path):
        yield path, "has neither a value nor a range", "give value, or low and high"
    if low is not None and high is not None and low > high:
        yield (*path, "low"), "has its low value above its high value", "the lower one comes first"


def _of_comparison(comparison: Comparison, path: Path, unread: Unread) -> Iterator[Fault]:
    arms, difference = comparison.arms, comparison.difference
    kinds = {("frequency" if arm.frequency else "measure" if arm.measure else "nothing") for arm in arms.values()}
    units = {arm.measure.unit for arm in arms.values() if arm.measure}
    if not may_hold(unread, *path):
        if len(arms) < 2 and difference is None:
            yield path, "compares fewer than two arms", "add the other arm"
        if len(kinds) > 1 or "nothing" in kinds or len(units) > 1:
            yield (*path, "arms"), "has arms that are not of one kind", "the same kind and unit in each arm"
    for key, arm in arms.items():
        if arm.frequency:
            yield from _of_frequency(arm.frequency, (*path, "arms", key, "frequency"), unread)
    if difference and difference.low is not None and difference.high is not None and difference.low > difference.high:
        yield (*path, "difference", "low"), "has its interval reversed", "the lower end comes first"
