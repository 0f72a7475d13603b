"""What the content holds, counted: for editors, and for the test that holds it against the inventory."""

from collections import Counter
from typing import Any

from handreiking.library import Library
from handreiking.records import Chapter, Handvat, Section


def content_report(content: Library) -> dict[str, Any]:
    """Return the counts of every type, in all, per chapter and per handvat, as plain data."""
    return {
        "circles": len(content.circles),
        "sources": len(content.sources),
        "resources": len(content.resources),
        "principles": len(content.principles),
        "pages": [page.slug for page in content.pages],
        "documents": [document.slug for document in content.documents],
        "chapters": {chapter.slug: chapter_report(chapter) for chapter in content.chapters},
    }


def chapter_report(chapter: Chapter) -> dict[str, Any]:
    """Return the counts of a chapter; practice examples as 'role, sector' in order."""
    return {
        "circles": list(chapter.circles),
        "key_messages": len(chapter.key_messages),
        "rationale": len(chapter.rationale),
        "figures": [part.figure for part in chapter.rationale if part.figure],
        "practice_examples": [
            f"{example.role}, {' en '.join(example.sectors)}" for example in chapter.practice_examples
        ],
        "handvatten": {handvat.code: handvat_report(handvat) for handvat in chapter.handvatten},
    }


def handvat_report(handvat: Handvat) -> dict[str, Any]:
    """Return the counts of a handvat and of each of its sections."""
    return {
        "slug": handvat.slug,
        **{kind + "s": handvat.count(kind) for kind in ("tip", "step", "point", "question", "resource")},
        "questions_by_audience": dict(Counter(question.audience for question in handvat.questions)),
        "questions_by_kind": dict(Counter(question.kind for question in handvat.questions)),
        "question_parts": [len(question.parts) for question in handvat.questions],
        "sections": {section.slug: section_report(section) for section in handvat.sections},
    }


def section_report(section: Section) -> dict[str, int]:
    """Return the counts of a section, without the zeros."""
    counts = {kind: len(getattr(section, kind)) for kind in ("tips", "points", "questions", "resources")}
    return {kind: number for kind, number in counts.items() if number}
