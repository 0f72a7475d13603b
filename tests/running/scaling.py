"""Try two app servers behind nginx on one PostgreSQL behind pgbouncer: bin/with-postgres .venv/bin/python -m tests.running.scaling

Needs nginx and pgbouncer (apt-get install nginx pgbouncer). All of it lives in a temporary folder, on ports of this
machine, and is gone afterwards. People make goals for a while, one server is reloaded and the other one restarted
meanwhile, and what was acknowledged is counted again in the database. Not a test: it takes a minute, and what it prints
is for docs/scaling.md.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from tests.running.served import Served, free_port
from tests.running.visitor import Visitor, token_in

PEOPLE, SECONDS = 8, int(os.environ.get("SECONDS_OF_LOAD", "20"))

PGBOUNCER = """
[databases]
handreiking = host={postgres} dbname=handreiking user=handreiking pool_size=5
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
pool_mode = transaction
max_client_conn = 200
admin_users = handreiking
logfile = {folder}/pgbouncer.log
"""
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/a;
  uwsgi_temp_path {folder}/b; scgi_temp_path {folder}/c;
  upstream handreiking {{ server 127.0.0.1:{one}; server 127.0.0.1:{two}; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://handreiking;
      proxy_set_header Host handreiking.example;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Request-ID $request_id;
    }}
  }}
}}
"""


def make_goals(person: Visitor, address: str, end: threading.Event, answers: Counter[str], name: str) -> None:
    """Make goals until the end: the form, filled in and sent; count what was answered."""
    number = 0
    while not end.is_set():
        try:
            status, page = person.ask(address)
            answers[f"form {status}"] += 1
            if status != 200:
                continue
            owner = re.search(r'name="owner".*?value="(\d+)"', page, re.DOTALL)
            assert owner
            number += 1
            fields = {"csrfmiddlewaretoken": token_in(page), "aim": f"Doel {name}-{number}.", "scope": "school"}
            status, page = person.ask(address, fields | {"owner": owner[1]})
            answers[f"goal {status}"] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            answers[repr(error)] += 1


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def load(port: int, sites: list[Served], seconds: int, name: str) -> Counter[str]:
    """Let people make goals; reload the first server and restart the second meanwhile."""
    answers: Counter[str] = Counter()
    end = threading.Event()
    people = [Visitor(port) for _ in range(PEOPLE)]
    assert all(person.sign_in("ib@vijver.example") for person in people)
    threads = [
        threading.Thread(
            target=make_goals, args=(person, "/school/vijver23/doelen/nieuw/", end, answers, f"{name}{number}")
        )
        for number, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 3)
    assert sites[0].process
    sites[0].process.send_signal(signal.SIGHUP)
    time.sleep(seconds / 3)
    sites[1].stop()
    sites[1].start()
    time.sleep(seconds / 3)
    end.set()
    for thread in threads:
        thread.join()
    return answers


def main() -> None:
    """Set it up, try it, say what came of it, and what happens without BEHIND_PGBOUNCER."""
    given = urlsplit(os.environ["DATABASE_URL"])
    postgres = unquote(given.netloc.partition("@")[2])
    folder = Path(tempfile.mkdtemp(prefix="scaling."))
    folder.chmod(0o755)
    direct = Served(folder, DATABASE_URL=given.geturl())
    direct.manage("migrate", "--verbosity", "0")
    direct.manage("createcachetable")
    direct.manage("seed_demo", "--yes")
    processes: list[subprocess.Popen[bytes]] = []
    sites: list[Served] = []
    try:
        (folder / "pgbouncer.ini").write_text(PGBOUNCER.format(postgres=postgres, folder=folder))
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if as_user:
            shutil.chown(folder, "postgres")
        processes.append(
            subprocess.Popen(
                [*as_user, shutil.which("pgbouncer") or "/usr/sbin/pgbouncer", "-q", f"{folder}/pgbouncer.ini"]
            )
        )
        time.sleep(1)
        bouncer = f"postgres://handreiking@{str(folder).replace('/', '%2F')}:6432/handreiking"
        for behind in ("1", "0"):
            sites = []
            for name in ("one", "two"):
                (folder / name).mkdir(exist_ok=True)
                sites.append(Served(folder / name, DATABASE_URL=bouncer, BEHIND_PGBOUNCER=behind))
                sites[-1].start()
            port = free_port()
            ports = {"one": sites[0].port, "two": sites[1].port, "port": port}
            (folder / "nginx.conf").write_text(NGINX.format(folder=folder, **ports))
            nginx = subprocess.Popen(
                [shutil.which("nginx") or "/usr/sbin/nginx", "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL
            )
            processes.append(nginx)
            time.sleep(1)
            with psycopg.connect(given.geturl(), autocommit=True) as control:
                answers = load(port, sites, SECONDS if behind == "1" else SECONDS // 2, f"behind-{behind}-")
                kept, twice = control.execute(
                    "SELECT count(*), count(*) - count(DISTINCT aim) FROM schools_goal WHERE aim LIKE %s",
                    [f"Doel behind-{behind}-%"],
                ).fetchone() or (0, 0)
                servers = control.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'handreiking'"
                ).fetchone()
            say(f"BEHIND_PGBOUNCER={behind}: {dict(sorted(answers.items()))}")
            say(f"  acknowledged {answers['goal 302']}, in the database {kept}, twice {twice}")
            errors = Counter(
                cause["type"] for site in sites for line in site.lines() for cause in line.get("error", [])[:1]
            )
            say(f"  errors in the log: {dict(errors)}; connections of PostgreSQL: {servers and servers[0]}")
            nginx.terminate()
            nginx.wait()
            for site in sites:
                site.stop()
                site.log.write_text("")
    finally:
        for site in sites:
            site.stop()
        for process in reversed(processes):
            process.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
