"""The habits of the house, as far as they can be read from the code."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from handreiking.checks import walk_urls

OURS = ["handreiking", "schools", "reflections", "checklists"]
FEATURES = ["schools", "reflections", "checklists"]
GATES = {"visible_to", "editable_by", "evaluable_by", "answerable_by", "workable_by", "removable_by"}
GATES |= {"for_user", "for_token", "for_board"}
VIEWS = [
    path
    for app in OURS
    for path in [settings.BASE_DIR / app / "views.py", *(settings.BASE_DIR / app / "views").glob("*.py")]
    if path.exists()
]
# What a view builds on or renders lives beside it and must start at a gate too.
BEHIND_VIEWS = [
    settings.BASE_DIR / name
    for name in (
        "checklists/comparing.py",
        "checklists/panels.py",
        "checklists/progress.py",
        "checklists/plan.py",
        "schools/agenda_lines.py",
        "schools/arranging.py",
        "schools/board_figures.py",
        "schools/feeds.py",
        "schools/to_do.py",
        "reflections/answers.py",
        "reflections/conversation_page.py",
        "reflections/restoring.py",
        "reflections/daily.py",
        "reflections/looking_back.py",
        "reflections/panels.py",
        "schools/goal_page.py",
        "schools/evaluation_pages.py",
        "schools/goal_years.py",
        "schools/year_page.py",
        "schools/year_texts.py",
    )
]
FORMS = sorted(path for app in FEATURES for path in (settings.BASE_DIR / app).glob("*forms.py"))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
POST_ONLY = {"answer_save", "round_reopen", "priorities_choose", "priority_goal", "evaluation_hold"}
POST_ONLY |= {"round_open", "round_remind", "round_show", "round_delete"}
POST_ONLY |= {"member_reactivate", "invitation_resend", "invitation_withdraw", "team_end", "holiday_reset"}
POST_ONLY |= {"identity_login", "identity_callback", "identity_forget", "identity_unlink"}
POST_ONLY |= {"share_take_back", "reaction_delete", "conversation_ready", "conversation_end", "conversation_forget"}
POST_ONLY |= {"agreements_keep", "daily_choose", "peer_answer_save"}
POST_ONLY |= {"conversation_start", "conversation_fill"}
POST_ONLY |= {"goal_propose", "goal_remove", "evaluation_amend", "action_tick", "action_remove", "year_decide"}
POST_ONLY |= {"proposal_take", "proposal_wave", "moment_restore", "decision_done", "feed_renew", "feed_withdraw"}
POST_ONLY |= {"account_keep"}
FILES = {
    "moment_ics",
    "evaluation_ics",
    "calendar_feed",
    "moment_document",
}  # views that give a file, or where they can't another's page
FILES |= {"document_word", "security_txt"}
ONWARDS = {"preferences", "school_choose", "board_choose"}  # views without a page: they lead to another
OTHER_TEMPLATE = {  # views that share a page with another view
    "goal_create": "goal_form",
    "goal_edit": "goal_form",
    "round_create": "round_edit",
    "goal_begin": "goal_step",
    "evaluation_create": "evaluation_date",
    "evaluation_move": "evaluation_date",
    "action_create": "action_form",
    "action_edit": "action_form",
    "moment_create": "moment_form",
    "moment_edit": "moment_form",
    "team_create": "team_form",
    "team_edit": "team_form",
    "over": "page_detail",
    "privacy": "page_detail",
    "toegankelijkheid": "page_detail",
}


def name_of(path):
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", [*VIEWS, *BEHIND_VIEWS, *FORMS], ids=name_of)
def test_views_and_forms_reach_rows_through_a_gate(path):
    tree = ast.parse(path.read_text())
    gated = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in GATES}
    loose = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and id(node) not in gated
    ]
    assert not loose, f"{name_of(path)}, lines {loose}: start at .visible_to(member)"


@pytest.mark.parametrize(("name", "pattern"), [(name, pattern) for name, pattern, _ in walk_urls()])
def test_a_view_has_one_name_in_its_address_and_its_template(name, pattern):
    app, short = name.split(":") if ":" in name else (pattern.callback.__module__.split(".")[0], name)
    view = pattern.callback.__name__
    assert view in {short, OTHER_TEMPLATE.get(short)}
    if short not in POST_ONLY | ONWARDS | FILES:
        get_template(f"{app}/{OTHER_TEMPLATE.get(short, short)}.html")


@pytest.mark.parametrize("name", [name for name, _, _ in walk_urls() if ":" in name])
def test_every_view_of_a_feature_has_a_test_file_of_its_own(name):
    app, short = name.split(":")
    assert (settings.BASE_DIR / "tests" / app / f"test_{short}.py").exists()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_no_inline_style_or_script(path):
    text = path.read_text()
    style = (
        r"\sstyle=|<style|" if path.parent.name != "emails" else ""
    )  # mail programs read little else than inline style
    assert not re.search(style + r"\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize(
    "path",
    [p for app in OURS for p in (settings.BASE_DIR / app).rglob("*.py") if "migrations" not in p.parts],
    ids=name_of,
)
def test_no_file_is_named_after_nothing_or_grows_into_a_hall(path):
    assert path.name not in {"utils.py", "helpers.py", "services.py", "signals.py"}
    assert len(path.read_text().splitlines()) <= 350
    assert "django.dispatch" not in path.read_text()


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_view_fits_on_a_hand(path):
    tree = ast.parse(path.read_text())
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 32
    }
    assert not long


def test_the_content_and_the_web_kit_have_no_tables():
    assert not (Path(settings.BASE_DIR) / "handreiking" / "migrations").exists()
    assert not (Path(settings.BASE_DIR) / "handreiking" / "models.py").exists()
