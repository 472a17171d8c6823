"""Whether a quantity can be said at all: it is of one kind, its bounds are in order, its arms can be compared."""

from irdocs.content.quantities import Comparison, Measure, Quantity
from irdocs.content.unread import Path, Unread, may_hold, touches
from irdocs.problems import Location, Problems

KINDS = ("frequency", "measure", "comparison", "series", "not_known", "several")


def check_amounts(quantities: dict[str, Quantity], unread: Unread, problems: Problems) -> Unread:
    """Tell the quantities of a record that cannot be said; return their paths. What was left out is not judged."""
    unsound: set[Path] = set()
    for name, quantity in quantities.items():
        told = Problems()
        _check(quantity, name, ("quantities", name), unread, told)
        if told.items:
            problems.extend(told)
            unsound.add(("quantities", name, "amount"))
    return frozenset(unsound)


def _check(quantity: Quantity, name: str, path: Path, unread: Unread, problems: Problems) -> None:
    at = quantity.at
    kinds = [kind for kind in KINDS if getattr(quantity, kind)]
    if len(kinds) > 1 or not (kinds or may_hold(unread, *path)):
        told = f"it is {' and '.join(kinds)}" if kinds else "it is none of them"
        problems.error(
            "bad-quantity", at, f'"{name}" must be one kind of quantity: {told}',
            "frequency, measure, comparison, series, not_known or several",
        )  # fmt: skip
        return
    arms = quantity.comparison.arms if quantity.comparison else {}
    frequencies = [("frequency", quantity.frequency)]
    frequencies += [(f"comparison.arms.{key}.frequency", arm.frequency) for key, arm in arms.items()]
    for way, frequency in frequencies:
        if frequency is not None and not touches(unread, *path, *way.split(".")):
            try:
                frequency.bounds()
            except ValueError as error:
                problems.error("bad-quantity", at, f'"{name}": {error}')
    if quantity.measure:
        _check_measure(name, quantity.measure, at, may_hold(unread, *path, "measure"), problems)
    if quantity.comparison:
        _check_comparison(name, quantity.comparison, at, may_hold(unread, *path, "comparison"), problems)
    for key, one in quantity.several.items():
        _check(one, f"{name}:{key}", (*path, "several", key), unread, problems)


def _check_measure(name: str, measure: Measure, at: Location, in_part: bool, problems: Problems) -> None:
    low, high = measure.low, measure.high
    if measure.value is None and (low is None or high is None) and not in_part:
        problems.error("bad-quantity", at, f'"{name}" has neither a value nor a range', "give value, or low and high")
    if low is not None and high is not None and low > high:
        problems.error("bad-quantity", at, f'"{name}": the low value is above the high value')


def _check_comparison(name: str, comparison: Comparison, at: Location, in_part: bool, problems: Problems) -> None:
    kinds = {
        ("frequency" if arm.frequency else "measure" if arm.measure else "nothing") for arm in comparison.arms.values()
    }
    units = {arm.measure.unit for arm in comparison.arms.values() if arm.measure}
    if len(comparison.arms) < 2 and comparison.difference is None and not in_part:
        problems.error("bad-quantity", at, f'"{name}" compares fewer than two arms')
    if (len(kinds) > 1 or "nothing" in kinds or len(units) > 1) and not in_part:
        problems.error(
            "bad-quantity", at, f'the arms of "{name}" are not of one kind', "the same kind and unit in each arm"
        )
    difference = comparison.difference
    if difference and difference.low is not None and difference.high is not None and difference.low > difference.high:
        problems.error("bad-quantity", at, f'"{name}": the interval is reversed', "the lower end comes first")
