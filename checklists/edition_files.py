"""Read the editions of a folder, and check them.

They are well formed, unchanged since they were published, and each newer one says of every item what became of it.
docs/content.md tells how an edition is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from checklists.editions import OWN, Edition, Item
from handreiking.content_files import ContentError, ContentErrors, Reader, Scalar

DIGESTS = "SHA256SUMS"  # in each folder, as sha256sum writes it; a published edition stands in it
LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>\S+)")
WORD = {"same": "the same", "reworded": "reworded", "new": "new"}


def read_editions(*folders: Path) -> dict[str, Edition]:
    """Read every edition of the folders; raise ContentErrors with each error's file and line."""
    found: dict[str, Edition] = {}
    readers: list[Reader] = []
    home: dict[str, tuple[Reader, str]] = {}
    for folder in folders:
        reader = Reader(folder)
        readers.append(reader)
        for path in reader.paths("*.yaml"):
            for edition in reader.record(path, Edition):
                if edition.key in found:
                    reader.error_at(at(reader, path, "version"), f"there is an edition {edition.key} already")
                found.setdefault(edition.key, edition)
                home.setdefault(edition.key, (reader, path))
        check_scalars(reader)
    raise_all(readers)
    for key, edition in found.items():
        check_succession(edition, found, *home[key])
    raise_all(readers, [error for folder in folders for error in changed_since_published(folder)])
    return found


def raise_all(readers: Iterable[Reader], more: Iterable[ContentError] = ()) -> None:
    """Raise the errors of all readers together."""
    errors = [*(error for reader in readers for error in reader.errors), *more]
    if errors:
        raise ContentErrors(errors)


def check_scalars(reader: Reader) -> None:
    """Note what one value already shows: a code that stands twice, a version that the file's name denies."""
    seen: set[str] = set()
    for scalar in reader.scalars:
        if scalar.keys[-1] == "code":
            if (scalar.path + scalar.value) in seen:
                reader.error_at(scalar, f"'{scalar.value}' stands here twice")
            seen.add(scalar.path + scalar.value)
            if scalar.value.startswith(OWN):
                reader.error_at(scalar, f"codes with {OWN} are for a school's own items")
        if scalar.keys == ("version",) and f"-{scalar.value}.yaml" not in scalar.path:
            reader.error_at(scalar, "the file's name says another version")


def at(reader: Reader, path: str, key: str, value: str = "") -> Scalar:
    """Return where a key stands in a file, with this value where one is given; else the file's first line."""
    fitting = (
        scalar
        for scalar in reader.scalars
        if scalar.path == path and scalar.keys[-1] == key and value in {"", scalar.value}
    )
    return next(fitting, Scalar(path, 1, (key,), ""))


def check_succession(edition: Edition, every: dict[str, Edition], reader: Reader, path: str) -> None:
    """Note where an edition does not say what became of each item of the one before it."""
    older = [other for other in every.values() if other.sector == edition.sector and other.order < edition.order]
    before = every.get(edition.follows)
    if not older and not edition.follows:
        for item in edition.item_by_code.values():
            if item.change or item.was:
                reader.error_at(
                    at(reader, path, "code", item.code), f"{item.code}: there is no edition before this one"
                )
    elif before is None or before not in older:
        last = max(older, key=lambda other: other.order).key if older else "none"
        reader.error_at(at(reader, path, "follows"), f"follows: say which edition came before; the last one is {last}")
    else:
        check_items(edition, before, reader, path)


def check_items(edition: Edition, before: Edition, reader: Reader, path: str) -> None:
    """Note each item that does not say rightly what became of it, and what is said to be gone and is not."""
    came: set[str] = set()
    for item in edition.item_by_code.values():
        for message in wrong_with(item, before, came):
            reader.error_at(at(reader, path, "code", item.code), f"{item.code}: {message}")
        came.add(item.was)
    left = before.item_by_code.keys() - came
    for code in sorted(set(edition.gone) ^ left):
        message = (
            "is not gone" if code in edition.gone else f"of {before.key} is nowhere: name it with 'was' or in 'gone'"
        )
        reader.error_at(at(reader, path, "gone", code), f"gone: {code} {message}")


def wrong_with(item: Item, before: Edition, came: set[str]) -> Iterable[str]:
    """Yield what is wrong with what an item says of the edition before."""
    was = before.item_by_code.get(item.was)
    if not item.change:
        yield "change: say same, reworded or new"
    elif item.change == "new":
        if item.was:
            yield "was: what is new was nothing before"
    elif was is None:
        yield f"was: say which item of {before.key} this was"
    elif item.was in came:
        yield f"was: {item.was} is taken by another item"
    elif (item.change == "same") != (was.text == item.text):
        yield f"change: the text is not {WORD[item.change]} beside {was.code} of {before.key}"


def changed_since_published(folder: Path) -> list[ContentError]:
    """Return each edition that is not what its published digest says, or that has none."""
    errors: list[ContentError] = []
    file = folder / DIGESTS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    published: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line)
        if match is None:
            errors.append(ContentError(str(file), number, "not a line of sha256sum"))
        else:
            published[match["name"]] = (number, match["digest"])
    there = {path.name: path for path in folder.glob("*.yaml")}
    errors += [
        ContentError(str(file), published[name][0], f"{name} was published and is not here any more")
        for name in sorted(published.keys() - there.keys())
    ]
    for name, path in sorted(there.items()):
        number, digest = published.get(name, (1, ""))
        if not digest:
            errors.append(ContentError(str(path), 1, f"is not in {DIGESTS}: add it with sha256sum when you publish it"))
        elif digest != hashlib.sha256(path.read_bytes()).hexdigest():
            message = f"{name} was changed after it was published; make a new version in a new file"
            errors.append(ContentError(str(file), number, message))
    return errors
