"""Check what no single file can know: that slugs are unique, references arrive, and released slugs are still there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handreiking.content_files import ContentError, Reader, Scalar

if TYPE_CHECKING:
    from handreiking.library import Library

CITATION = re.compile(r"\[\^([^\]]*)\]")
INNER_LINK = re.compile(r"\]\(/(cirkels|handvatten)/([^/)]*)/?(?:#[^)]*)?\)")
RELEASED = "released.txt"


def check_references(content: Library, reader: Reader) -> None:
    """Note every duplicate slug, broken reference and lost released slug as an error of the reader."""
    check_duplicates(reader)
    known = {
        "resources": set(content.resource_by_slug),
        "sources": set(content.source_by_slug),
        "cirkels": set(content.chapter_by_slug),
        "handvatten": set(content.handvat_by_slug),
    }
    for scalar in reader.scalars:
        if scalar.keys == ("sections", "resources"):
            expect(reader, scalar, scalar.value, known["resources"], "resource")
        elif scalar.keys == ("key_message",):
            messages = {message.slug for message in content.chapter_by_slug[scalar.path.split("/")[1]].key_messages}
            expect(reader, scalar, scalar.value, messages, "key message of this chapter")
        for citation in CITATION.finditer(scalar.value):
            for slug in citation.group(1).split() or [""]:
                expect(reader, scalar, slug, known["sources"], "source", citation.group())
        for link in INNER_LINK.finditer(scalar.value):
            expect(reader, scalar, link.group(2), known[link.group(1)], "page", link.group())
    check_rings(content, reader)
    check_released(content, reader)


def check_rings(content: Library, reader: Reader) -> None:
    """Note a chapter that its circles do not lead to, and a handvat whose code belongs to another chapter."""
    for scalar in reader.scalars:
        chapter = content.chapter_by_slug.get(scalar.path.removeprefix("chapters/").split("/")[0])
        if chapter is None:
            continue
        rings = [str(circle.ring) for circle in content.circles if circle.chapter == chapter.slug]
        if (scalar.keys == ("circles",) and scalar.value not in rings) or (
            scalar.keys == ("code",) and scalar.value[:1] not in rings
        ):
            reader.error_at(scalar, f"'{scalar.value}' does not fit: circles.yaml has {', '.join(rings)} here")


def expect(reader: Reader, scalar: Scalar, slug: str, known: set[str], what: str, part: str = "") -> None:
    """Note an error where a slug is not one of the known ones; `part` is the stretch of the text that names it."""
    if slug not in known:
        reader.error_at(scalar, f"there is no {what} '{slug}'", part)


def check_duplicates(reader: Reader) -> None:
    """Note each slug and code that stands twice: in one file, or among all handvatten and questions."""
    seen: dict[tuple[object, ...], Scalar] = {}
    for scalar in reader.scalars:
        if not scalar.keys or scalar.keys[-1] not in {"slug", "code"}:
            continue
        everywhere = "/handvatten/" in scalar.path and scalar.keys != ("sections", "slug")
        first = seen.setdefault((everywhere or scalar.path, scalar.keys, scalar.value), scalar)
        if first is not scalar:
            reader.error_at(scalar, f"'{scalar.value}' is also used at {first.path}:{first.line}")


def check_released(content: Library, reader: Reader) -> None:
    """Note released slugs that are gone, retired ones that came back, and new ones that are not listed yet."""
    path = reader.root / RELEASED
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    present, listed = set(content.slugs()), set()
    for number, line in enumerate(lines, 1):
        slug, _, state = line.partition(" ")
        listed.add(slug)
        if state != "retired" and slug not in present:
            message = f"'{slug}' was released and is gone; put it back, or write 'retired' behind it"
        elif state == "retired" and slug in present:
            message = f"'{slug}' was retired; give the new text another slug"
        else:
            continue
        reader.errors.append(ContentError(str(path), number, message))
    for slug in sorted(present - listed):
        reader.errors.append(
            ContentError(str(path), len(lines) + 1, f"'{slug}' is new; run 'manage.py content_report --release'")
        )
