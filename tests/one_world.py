"""Try many cases in one world, in place of building a world for each: the sweeps over all addresses are long."""

import inspect
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction

SHARES = 4  # tests that one sweep becomes, so that several processes can share it

Case = tuple[str, dict[str, Any]]


def in_one_world(test: Callable[..., None]) -> Callable[..., None]:
    """Turn the cases of `parametrize` below this into a few tests; what a case does is rolled back after it.

    Put it on top. A case says in the message which it was. What a test changes in the objects of its fixtures stays
    for the next case: look things up again, or set them at the start.
    """
    marks = getattr(test, "pytestmark", [])
    cases = list(cases_of([mark for mark in marks if mark.name == "parametrize"]))
    taken = {name for _, values in cases for name in values}
    fixtures = [one for name, one in inspect.signature(test).parameters.items() if name not in taken]

    def together(share: int, **given: Any) -> None:
        wrong = [f"{label}: {problem}" for label, problem in problems(test, cases[share::SHARES], given)]
        assert not wrong, "\n".join(wrong)

    together.__name__, together.__doc__, together.__module__ = test.__name__, test.__doc__, test.__module__
    first = inspect.Parameter("share", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    together.__signature__ = inspect.Signature([first, *fixtures])  # type: ignore[attr-defined]
    return pytest.mark.parametrize("share", range(SHARES))(together)


def problems(test: Callable[..., None], cases: list[Case], given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the label of each case that fails, and what it says."""
    for label, values in cases:
        try:
            with transaction.atomic():
                test(**values, **given)
                transaction.set_rollback(True)
        except pytest.skip.Exception:
            continue
        except Exception as problem:  # noqa: BLE001 – whatever goes wrong is said of this case, and the rest still runs
            yield label, f"{type(problem).__name__} {problem}"


def cases_of(marks: list[pytest.Mark]) -> Iterator[Case]:
    """Yield each combination of the marks' cases, with a label."""
    axes = [list(axis(mark)) for mark in marks]
    for combination in product(*axes):
        values = {name: value for _, part in combination for name, value in part.items()}
        yield "-".join(label for label, _ in combination), values


def axis(mark: pytest.Mark) -> Iterator[Case]:
    """Yield the cases of one mark, with a label."""
    names = mark.args[0].split(",") if isinstance(mark.args[0], str) else mark.args[0]
    for case in mark.args[1]:
        is_param = hasattr(case, "values") and hasattr(case, "id")
        values = case.values if is_param else case if len(names) > 1 else (case,)
        label = (case.id if is_param else None) or str(values[0])
        yield label, dict(zip((name.strip() for name in names), values, strict=True))
