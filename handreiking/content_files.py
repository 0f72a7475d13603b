"""Read the content's YAML and Markdown, and know on which line everything stands."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class ContentError:
    """Something wrong in a content file; `line` counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class ContentErrors(Exception):
    """All errors of a content folder together, so that an editor mends them in one go."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = sorted(errors, key=lambda error: (error.path, error.line))
        super().__init__("\n".join(map(str, self.errors)))


@dataclass(frozen=True)
class Scalar:
    """A single value in a file: where it stands, under which keys (list positions left out), and what it says."""

    path: str
    line: int
    keys: tuple[str, ...]
    value: str


class Reader:
    """Turn the files of one folder into records; collect errors and go on, until `finish` raises them together."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.errors: list[ContentError] = []
        self.scalars: list[Scalar] = []

    def paths(self, pattern: str) -> list[str]:
        """Return the files that match, sorted, relative to the root."""
        return sorted(str(path.relative_to(self.root)) for path in self.root.glob(pattern))

    def record(self, path: str, kind: type[T], **more: Any) -> list[T]:
        """Return the file's one record in a list, or an empty list where it has errors."""
        return self._validate(path, kind, self._parse(path, self._text(path)), more)

    def records(self, path: str, kind: type[T]) -> tuple[T, ...]:
        """Return the records of a file that holds a list."""
        node = self._parse(path, self._text(path))
        if node is not None and not isinstance(node, yaml.SequenceNode):
            self._error(path, 1, "a list is expected here")
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        return tuple(record for item in items for record in self._validate(path, kind, item, {}))

    def page(self, path: str, kind: type[T]) -> list[T]:
        """Return the record of a Markdown file with front matter; its slug is the file's name."""
        text = self._text(path)
        if text is None:
            return []
        match = FRONT_MATTER.match(text)
        if not match:
            self._error(path, 1, "a page starts with front matter between two lines of '---'")
            return []
        head, body = match.groups()
        self.scalars.append(Scalar(path, head.count("\n") + 3, ("text",), body))
        return self._validate(path, kind, self._parse(path, "\n" + head), {"slug": Path(path).stem, "text": body})

    def error_at(self, scalar: Scalar, message: str, part: str = "") -> None:
        """Note an error about a value, or about a part of it: on the first of its lines where that part stands."""
        lines = (self._text(scalar.path) or "").split("\n")
        numbered = enumerate(lines[scalar.line - 1 :], scalar.line)
        self._error(scalar.path, next((number for number, line in numbered if part in line), scalar.line), message)

    def finish(self) -> None:
        """Raise everything that was found."""
        if self.errors:
            raise ContentErrors(self.errors)

    def _error(self, path: str, line: int, message: str) -> None:
        self.errors.append(ContentError(str(self.root / path), line, message))

    def _text(self, path: str) -> str | None:
        try:
            return (self.root / path).read_text(encoding="utf-8-sig")
        except OSError as error:
            self._error(path, 1, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            self._error(path, error.object.count(b"\n", 0, error.start) + 1, "is not saved as UTF-8")
        return None

    def _parse(self, path: str, text: str | None) -> yaml.Node | None:
        if text is None:
            return None
        try:
            node = compose(text)
        except yaml.reader.ReaderError as error:
            self._error(path, text.count("\n", 0, error.position) + 1, f"not valid YAML: {error.reason}")
            return None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self._error(path, line, f"not valid YAML: {error.problem}")
            return None
        if node is None:
            self._error(path, 1, "the file is empty")
        else:
            self._walk(path, node, ())
        return node

    def _walk(self, path: str, node: yaml.Node, keys: tuple[str, ...]) -> None:
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self._error(path, node.start_mark.line + 1, f"'{node.tag}' is no text in YAML; put quotes round the text")
        if isinstance(node, yaml.ScalarNode):
            self.scalars.append(Scalar(path, node.start_mark.line + 1, keys, node.value))
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._walk(path, item, keys)
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    self._error(path, key.start_mark.line + 1, "not a key; put quotes round the text")
                    continue
                if key.value in seen:
                    self._error(path, key.start_mark.line + 1, f"'{key.value}' stands here twice")
                seen.add(key.value)
                self._walk(path, value, (*keys, key.value))

    def _validate(self, path: str, kind: type[T], node: yaml.Node | None, more: dict[str, Any]) -> list[T]:
        if node is None:
            return []
        data = construct(node)
        try:
            return [TypeAdapter(kind).validate_python({**data, **more} if isinstance(data, dict) else data)]
        except ValidationError as errors:
            for error in errors.errors():
                place = ".".join(str(part) for part in error["loc"])
                message = error["msg"].removeprefix("Value error, ")
                self._error(path, line_of(node, error["loc"]), f"{place}: {message}" if place else message)
            return []


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of a text; libyaml is six times as fast, PyYAML's own words say better what is wrong."""
    if hasattr(yaml, "CSafeLoader"):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def construct(node: yaml.Node) -> Any:
    """Return the node's value, with dates and numbers left as they were written; a field's type says what they are."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: construct(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [construct(item) for item in node.value]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def line_of(node: yaml.Node, place: Iterable[int | str]) -> int:
    """Return the line (from 1) of the deepest key or item on the way to a place such as ('sections', 0, 'title')."""
    line = node.start_mark.line
    for part in place:
        start, child = next(_children(node, part), (node, None))
        if child is None:
            break
        node, line = child, start.start_mark.line
    return line + 1


def _children(node: yaml.Node, part: int | str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key, value) for key, value in node.value if key.value == part)
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        yield node.value[part], node.value[part]
