"""The files in docs/deploy: read, since no container engine and no systemd is at hand where the suite runs."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from handreiking import gunicorn_settings
from tests.running.served import ROOT
from tests.test_documented_settings import listed_in_docs

DEPLOY = ROOT / "docs" / "deploy"
SYSTEMD = DEPLOY / "systemd"
TIMERS = sorted(path.name.removeprefix("handreiking-").removesuffix(".timer") for path in SYSTEMD.glob("*.timer"))
DOCS = sorted((ROOT / "docs").glob("*.md"))
OF_OTHERS = {"WEB_CONCURRENCY", "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"}
# Commands that nobody has to run again and again.
BY_HAND = {
    "content_report", "import_holidays", "import_schools", "make_site_admin", "rotate_keys", "seed_demo",
}  # fmt: skip


def commands_of_ours() -> set[str]:
    """Return the names of our commands of manage.py."""
    ours = {"handreiking", "schools", "reflections", "checklists"}
    return {name for name, app in get_commands().items() if app in ours}


def unit(name: str) -> dict[str, str]:
    """Return the last value of every key in a unit."""
    return dict(re.findall(r"^(\w+)=(.*)$", (SYSTEMD / name).read_text(), re.MULTILINE))


# ---- systemd ----------------------------------------------------------------------------


def test_every_command_that_has_to_run_again_and_again_has_a_timer() -> None:
    assert set(TIMERS) - {"clearsessions"} == commands_of_ours() - BY_HAND, "give it a timer, or name it in BY_HAND"


@pytest.mark.parametrize("command", TIMERS)
def test_a_timer_runs_a_command_that_exists_and_stands_in_the_docs(command: str) -> None:
    assert command in get_commands()
    assert unit(f"handreiking-{command}.timer")["Unit"] == f"handreiking@{command}.service"
    for page in ("install.md", "backup.md"):
        assert f"handreiking-{command}.timer" in (ROOT / "docs" / page).read_text()
    assert f"| `manage.py {command}` |" in (ROOT / "docs" / "running.md").read_text()
    assert (
        f"manage.py {command}\n"
        in yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["timers"]["command"][2]
    )


def test_the_units_agree_with_the_page_and_with_each_other() -> None:
    install = (ROOT / "docs" / "install.md").read_text()
    service, command = unit("handreiking.service"), unit("handreiking@.service")
    for one in (service, command):
        assert one["User"] == "handreiking"
        assert one["WorkingDirectory"] == "/srv/handreiking"
        assert one["EnvironmentFile"] == "/etc/handreiking/environment"
        assert one["NoNewPrivileges"] == "yes"
        assert one["ProtectSystem"] == "strict"
    assert "handreiking.gunicorn_settings" in service["ExecStart"]
    assert command["ExecStart"].endswith("manage.py %i")
    assert unit("handreiking.socket")["ListenStream"] == "/run/handreiking.sock"
    for name in ("/srv/handreiking", "/etc/handreiking/environment", "/run/handreiking.sock"):
        assert name in install
    assert "unix:/run/handreiking.sock" in (DEPLOY / "nginx.conf").read_text()
    assert "unix//run/handreiking.sock" in (DEPLOY / "Caddyfile").read_text()
    assert service["ExecReload"].startswith("/bin/sh -c "), "a machine without procps has no /bin/kill"
    assert int(service["TimeoutStopSec"]) > 30, "gunicorn may take 30 seconds to end"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in SYSTEMD.iterdir():  # the program is not where the units say, on this machine
        text = path.read_text().replace("/srv/handreiking/.venv/bin/gunicorn", "/bin/true")
        (tmp_path / path.name).write_text(text.replace("/srv/handreiking/.venv/bin/python", "/bin/true"))
    units = [str(path) for path in sorted(tmp_path.iterdir()) if "@" not in path.name]
    said = subprocess.run(
        [shutil.which("systemd-analyze") or "", "verify", "--man=no", *units],
        check=False,
        capture_output=True,
        text=True,
    )
    ours = [line for line in said.stderr.splitlines() if "handreiking" in line]
    assert not ours, said.stderr


# ---- the web servers --------------------------------------------------------------------


def test_the_web_server_tells_the_site_what_it_believes_of_it() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    for header in (
        "Host $host",
        "X-Forwarded-Proto $scheme",
        "X-Forwarded-For $proxy_add_x_forwarded_for",
        "X-Request-ID $request_id",
    ):
        assert f"proxy_set_header {header};" in nginx
    log_format = re.search(r"log_format handreiking '([^']+)'", nginx)
    assert log_format
    assert not re.search(r"remote|request_uri|\$uri|\$request |args|cookie|referer|user", log_format[1])


def test_the_web_server_lets_through_what_the_site_itself_has_a_sentence_for() -> None:
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    assert "client_max_body_size 3m;" in nginx
    assert "max_size 3MB" in caddy
    assert 2_500_000 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 3_000_000
    assert "large_client_header_buffers 4 8k;" in nginx
    assert 8192 - 2 <= gunicorn_settings.limit_request_line <= 8192
    for status in ("413", "414"):
        assert f"error_page {status} " in nginx
        assert re.search(rf"return {status} '<!doctype html><html lang=\"nl\">", nginx)
    pages = re.split(r"return (?:413|414|503) '", nginx)
    assert [page.count("add_header Strict-Transport-Security") for page in pages] == [1, 1, 1, 0]


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not here")
def test_nginx_understands_its_file(tmp_path: Path) -> None:
    subprocess.run(
        shlex.split(
            f"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout {tmp_path}/key.pem -out {tmp_path}/certificate.pem"
        ),
        check=True,
        capture_output=True,
    )
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/handreiking/tls", str(tmp_path))
    site = site.replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ {site} }}")
    said = subprocess.run(
        [shutil.which("nginx") or "", "-t", "-c", f"{tmp_path}/nginx.conf"], check=False, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr


def test_while_the_site_is_away_nginx_answers_503() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    assert "error_page 502 504 = @away;" in nginx, "without the = the answer keeps its 502"
    assert re.search(r"location @away \{[^}]*Retry-After 60 always;[^}]*return 503 ", nginx)


# ---- containers -------------------------------------------------------------------------


def dockerfile() -> list[tuple[str, str]]:
    """Return the instructions, each with the rest of its line."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in text.splitlines() if line.strip()]


def compose() -> dict[str, Any]:
    """Return the compose file, with its anchors followed."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


def test_every_image_has_a_version() -> None:
    images = [rest.split()[0] for instruction, rest in dockerfile() if instruction == "FROM"]
    images += [one["image"] for one in compose()["services"].values() if one["image"] != "handreiking"]
    assert images
    for image in images:
        assert re.fullmatch(r"\w+:\d+(\.\d+)*-[\w-]+", image), f"{image}: name a version"


def test_the_image_runs_as_nobody_in_particular() -> None:
    last = [instruction for instruction, _ in dockerfile()][-4:]
    users = [rest for instruction, rest in dockerfile() if instruction == "USER"]
    assert users == ["10001"]
    assert last == ["USER", "EXPOSE", "HEALTHCHECK", "CMD"]


def test_the_image_holds_what_the_site_needs_and_nothing_else() -> None:
    copied = [shlex.split(rest) for instruction, rest in dockerfile() if instruction == "COPY"]
    sources = {source for words in copied if not words[0].startswith("--from") for source in words[:-1]}
    assert all((ROOT / source).exists() for source in sources)
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert packages | {"manage.py", "requirements.txt", "templates", "static"} == sources
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert "*" in ignore
    assert {line.removeprefix("!") for line in ignore if line.startswith("!")} == sources


def test_packages_are_checked_by_their_hashes() -> None:
    assert any("pip install" in rest and "--require-hashes" in rest for _, rest in dockerfile())


def test_the_image_says_itself_whether_it_is_ready() -> None:
    (probe,) = [rest for instruction, rest in dockerfile() if instruction == "HEALTHCHECK"]
    (command,) = [rest for instruction, rest in dockerfile() if instruction == "CMD"]
    assert "/readyz" in probe
    port = re.search(r"127\.0\.0\.1:(\d+)", probe)
    assert port
    assert f"0.0.0.0:{port[1]}" in command
    assert "handreiking.gunicorn_settings" in command


def test_every_variable_of_the_containers_is_in_the_table_of_settings() -> None:
    text = (DEPLOY / "compose.yaml").read_text() + (DEPLOY / "Dockerfile").read_text()
    used = set(re.findall(r"\b([A-Z][A-Z]+_[A-Z_]+)\b", text)) - {"PYTHONUNBUFFERED"}
    assert used - OF_OTHERS <= listed_in_docs()


def test_every_command_of_the_containers_exists() -> None:
    text = (DEPLOY / "compose.yaml").read_text() + (DEPLOY / "Dockerfile").read_text()
    commands = set(re.findall(r"manage\.py (\w+)", text))
    assert commands >= {"migrate", "createcachetable", "collectstatic"}
    assert commands <= get_commands().keys()


def test_the_site_starts_when_its_database_is_ready_and_brought_up_to_date() -> None:
    services = compose()["services"]
    assert services["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in ("site", "timers"):
        assert services[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
    assert services["site"]["ports"] == ["127.0.0.1:8000:8000"]
    build = services["prepare"]["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).exists()


# ---- the pages --------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*DOCS, ROOT / "README.md"], ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        if not target.startswith(("http", "mailto")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_the_commands_on_a_page_exist(page: Path) -> None:
    text = page.read_text()
    named = set(re.findall(r"manage\.py ([a-z_]+)", text)) | set(
        re.findall(r"^    handreiking (\w+)", text, re.MULTILINE)
    )
    assert named <= get_commands().keys()
    for script in re.findall(r"(?<![\w/.])bin/[a-z-]+", text):
        assert (ROOT / script).exists(), script
