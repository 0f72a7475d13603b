"""Every deed that the code writes in the journal has a sentence: it is looked for in the syntax tree of all apps."""

import ast

import pytest
from django.conf import settings

from schools.deeds import DEEDS, TOPICS, UNKNOWN
from schools.models import JournalEntry

APPS = ["handreiking", "schools", "reflections", "checklists"]
TREES = {
    path: ast.parse(path.read_text())
    for app in APPS
    for path in (settings.BASE_DIR / app).rglob("*.py")
    if "migrations" not in path.parts and "demo" not in {path.stem, path.parent.name}  # test_seed_demo reads its rows
}


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def takers():
    """Return the functions that are given a deed, with its place among the arguments of a call."""
    found = {}
    for tree in TREES.values():
        for function in functions(tree):
            names = [arg.arg for arg in function.args.args if arg.arg not in {"self", "cls"}]
            if "deed" in names:
                found[function.name] = names.index("deed")
    return found


def words(node):
    """Return the words that an argument can be; None where that can't be seen in the code."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*words(node.body), *words(node.orelse)]
    return None


def written():
    """Yield (place, words) of each call that gives a deed; words is None for one that is passed on or is unclear."""
    known = takers()
    for path, tree in TREES.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            given = {word.arg: word.value for word in call.keywords}
            if name in known and len(call.args) > known[name]:
                given["deed"] = call.args[known[name]]
            elif name != "JournalEntry" and name not in known:
                continue
            deed = given.get("deed")
            if deed is not None and not (isinstance(deed, ast.Name) and deed.id == "deed"):  # not just passed on
                yield f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}", words(deed)


WRITTEN = list(written())


@pytest.mark.parametrize(("place", "deeds"), WRITTEN, ids=[place for place, _ in WRITTEN])
def test_every_deed_in_the_code_has_a_sentence(place, deeds):
    assert deeds, f"{place}: write the deed out, so that it can be found."
    missing = [deed for deed in deeds if deed not in DEEDS]
    assert not missing, f"{place}: give {', '.join(missing)} a sentence in schools/deeds.py."


def test_the_search_finds_the_ways_in_which_deeds_are_written():
    assert {"write", "write_for_site", "note"} <= takers().keys()
    found = {deed for _, deeds in WRITTEN for deed in deeds or []}
    assert {"invitation_sent", "member_left", "member_deactivated", "goal_made", "round_opened"} <= found


@pytest.mark.parametrize("deed", [*DEEDS, "a word of another version"])
def test_a_sentence_reads_on_after_the_name(deed):
    topic, sentence = DEEDS.get(deed, UNKNOWN)
    assert topic in {*TOPICS, ""}
    assert sentence[0].islower()
    assert sentence.endswith(".")
    assert sentence.count("{}") <= 1
    assert len(deed) <= JournalEntry._meta.get_field("deed").max_length


@pytest.mark.parametrize("subject", ["{0} {x}", "100% <b>", "‘{}’"])
def test_whatever_the_subject_is_it_is_only_text(subject):
    assert subject in JournalEntry(deed="goal_made", subject=subject).words
