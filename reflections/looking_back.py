"""Finding back what one wrote: a selection, words in one's own texts, a year ago, and answers on a scale over time.

Texts and groups are encrypted, so the database can't look for them: one's own rows are read, and looked through here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localdate

from handreiking.library import library
from handreiking.search import WORD, Fragment, cut, fold, fragments, matches
from reflections.models import Reflection
from schools.models import User

ABOUT_A_YEAR = timedelta(days=10)  # so many days earlier or later is 'a year ago' too
MOST_DOTS = 24  # answers in a figure; the table has them all
LONGEST_SHOWN = 700  # characters of an answer in the list; the page of the answer has all


@dataclass(frozen=True)
class Wanted:
    """A selection of one's own answers; whatever is empty does not count. `group` is a key of `groups_of`."""

    since: date | None = None
    until: date | None = None
    ring: int | None = None
    handvat: str = ""
    group: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()


def written_by(user: User) -> list[Reflection]:
    """Return all that a person wrote, the newest first; one query, and every text is decrypted."""
    return list(Reflection.objects.visible_to(user))


def select(reflections: Iterable[Reflection], wanted: Wanted) -> list[Reflection]:
    """Return those of one's own answers that are wanted, in the order in which they come."""
    words = [fold(word) for word in WORD.findall(unicodedata.normalize("NFC", wanted.words))]
    return [one for one in reflections if fits(one, wanted) and holds(one, words)]


def fits(reflection: Reflection, wanted: Wanted) -> bool:
    """Tell whether an answer is of the wanted time, circle, handvat and group."""
    handvat = reflection.handvat
    return (
        (wanted.since is None or reflection.written_on >= wanted.since)
        and (wanted.until is None or reflection.written_on <= wanted.until)
        and (not wanted.handvat or (handvat is not None and handvat.slug == wanted.handvat))
        and (not wanted.ring or (handvat is not None and wanted.ring in library().chapter_of[handvat.slug].circles))
        and (not wanted.group or key_of(reflection.author_id, reflection.group) == wanted.group)
    )


def holds(reflection: Reflection, words: list[str]) -> bool:
    """Tell whether every folded word is in the answer, its question or its group, by Dutch stem or as a beginning."""
    if not words:
        return True
    text = " ".join([*reflection.lines, reflection.wording, reflection.group])
    own = {fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text))}
    return all(any(matches(word, part) for word in own) for part in words)


def groups_of(reflections: Iterable[Reflection]) -> dict[str, str]:
    """Return the classes and groups that one wrote about, by a key that tells nothing, for addresses; by name."""
    found = {key_of(one.author_id, one.group): one.group.strip() for one in reflections if one.group.strip()}
    return dict(sorted(found.items(), key=lambda item: fold(item[1])))


def key_of(user_id: int, group: str) -> str:
    """Return what stands for a group in an address: who reads the address or a log of it can't know the group."""
    name = fold(" ".join(group.split()))
    return salted_hmac("reflections.group", f"{user_id} {name}").hexdigest()[:12] if name else ""


def a_year_ago(user: User) -> list[Reflection]:
    """Return what a person wrote about this day a year ago, the nearest day first."""
    today = localdate()
    day = date(today.year - 1, today.month, min(today.day, 28) if today.month == 2 else today.day)
    span = (day - ABOUT_A_YEAR, day + ABOUT_A_YEAR)
    found = Reflection.objects.visible_to(user).filter(written_on__range=span)
    return sorted(found, key=lambda one: (abs(one.written_on - day), one.written_on))


@dataclass(frozen=True)
class Dot:
    """An answer in a figure: its place (per cent across, pixels down) and its words."""

    x: str
    y: int
    words: str
    day: date
    reflection: Reflection


@dataclass(frozen=True)
class ScaleLine:
    """The answers to one question with a scale, over time: the steps from the highest down, and a dot for each answer.

    `steps` have their place in pixels. `shown` are the last answers, those of the figure; `dots` are all, oldest first.
    """

    slug: str
    wording: str
    steps: list[tuple[int, str]]
    dots: list[Dot]
    shown: list[Dot]

    HEIGHT_OF_STEP = 48  # pixels

    @property
    def height(self) -> int:
        """Return the height of the figure without its dates, in pixels."""
        return len(self.steps) * self.HEIGHT_OF_STEP

    @property
    def label(self) -> str:
        """Return the figure in a sentence."""
        first, last = self.shown[0], self.shown[-1]
        return (
            f"Van ‘{first.words}’ op {date_format(first.day, 'j F Y')} "
            f"naar ‘{last.words}’ op {date_format(last.day, 'j F Y')}. Alle antwoorden staan in de tabel."
        )

    @property
    def points(self) -> list[tuple[Dot, Dot]]:
        """Return each answer with the next one, for the lines between them."""
        return list(pairwise(self.shown))


def scale_lines(reflections: Iterable[Reflection]) -> list[ScaleLine]:
    """Return a figure for each question with a scale that was answered twice or more, in the order of the content."""
    by_question: dict[str, list[Reflection]] = {}
    for one in reflections:
        if "level" in one.content:  # a question may have been of another kind before
            by_question.setdefault(one.question, []).append(one)
    known = library().question_by_slug
    return [
        scale_line(slug, sorted(by_question[slug], key=lambda one: one.written_on))
        for slug, (_, question) in known.items()
        if question.kind == "scale" and len(by_question.get(slug, [])) > 1
    ]


def scale_line(slug: str, answers: list[Reflection]) -> ScaleLine:
    """Return the figure of the answers to one question, the oldest first."""
    question = library().question_by_slug[slug][1]
    tall = ScaleLine.HEIGHT_OF_STEP
    top = len(question.scale) - 1
    steps = [((top - level) * tall + tall - 12, words) for level, words in reversed(list(enumerate(question.scale)))]
    last = answers[-MOST_DOTS:]
    start, span = last[0].written_on, max((last[-1].written_on - last[0].written_on).days, 1)

    def dot(one: Reflection) -> Dot:
        level = min(int(one.content["level"]), top)
        share = max((one.written_on - start).days, 0) / span
        return Dot(f"{2 + 96 * share:.1f}", steps[top - level][0], one.lines[0], one.written_on, one)

    dots = [dot(one) for one in answers]
    return ScaleLine(slug, question.text, steps, dots, dots[-MOST_DOTS:])


@dataclass(frozen=True)
class Row:
    """An answer in the list: its text in stretches, found words marked; `is_cut` where there is more.

    `other_readers` says who else reads it.
    """

    reflection: Reflection
    fragments: list[Fragment]
    is_cut: bool
    other_readers: str = ""


def rows_of(user: User, reflections: Iterable[Reflection], words: str = "") -> list[Row]:
    """Return answers for a page of the list, each with who else reads it; one query."""
    shown = list(reflections)
    found = Reflection.objects.visible_to(user).with_readers().in_bulk([one.pk for one in shown])
    rows = [(row_of(one, words), found.get(one.pk)) for one in shown]
    return [replace(row, other_readers=known.other_readers) if known else row for row, known in rows]


def row_of(reflection: Reflection, words: str = "") -> Row:
    """Return an answer for the list: from its beginning, or from what was found in it."""
    text = "\n".join(reflection.lines)
    wanted = [fold(word) for word in WORD.findall(unicodedata.normalize("NFC", words))]
    if wanted:
        shown = cut(text, wanted)
        return Row(reflection, fragments(shown, wanted), is_cut=shown != text)
    if len(text) <= LONGEST_SHOWN:
        return Row(reflection, [Fragment(text, hit=False)], is_cut=False)
    return Row(reflection, [Fragment(text[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …", hit=False)], is_cut=True)
