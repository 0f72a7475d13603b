"""Measure five pages with Lighthouse, on a slow phone: bin/lighthouse [TIMES]

gunicorn with the settings of production on the demo schools, behind nginx with docs/deploy/nginx.conf and a certificate
of its own, all on ports of this machine. Lighthouse plays its slow phone: 4G with 150 ms there and back and 1.6 Mbit a
second, a processor four times as slow, both simulated. Chromium is told that the site's name is this machine, and to
take the certificate. Each page is visited TIMES times (3) as a first visit; the middle one counts. Puts what it finds in
docs/performance.md and docs/benchmarks/lighthouse.txt; docs/lighthouse.md explains.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import tests.environment  # noqa: F401 – the settings of the tests, before Django reads them
from tests.benchmarks import report
from tests.running.served import ROOT, Served, free_port
from tests.running.visitor import SESSION, Visitor

FOLDER = Path(__file__).parent
HOST = "handreiking.example"
PAGES = {
    "home": "/",
    "a chapter": "/cirkels/jezelf/",
    "a handvat": "/handvatten/je-eigen-instrument/",
    "signing in": "/account/login/",
    "today, signed in": "/vandaag/",
}
LEAST, MOST_KB, MOST_SHIFT = 98, 150, 0.02
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "largest-contentful-paint": "LCP (s)",
    "total-blocking-time": "blocked (ms)",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "kB",
    "network-requests": "requests",
}


def main(times: int) -> int:
    """Set it up, visit, and print the table; the status is 1 where a page falls short."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handreiking.settings")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lighthouse.")))
        site = Served(folder, WEB_CONCURRENCY="2")
        site.manage("migrate", "--verbosity", "0")
        site.manage("createcachetable")
        site.manage("seed_demo", "--yes")
        site.start()
        stack.callback(site.stop)
        nginx = start_nginx(folder, site.port)
        stack.callback(nginx.wait)
        stack.callback(nginx.terminate)
        teacher = Visitor(site.port)
        assert teacher.sign_in("leerkracht@vijver.example")
        visits = {}
        for name, path in PAGES.items():
            cookie = f"{SESSION}={teacher.cookies[SESSION]}" if "signed in" in name else ""
            visits[name] = [lighthouse(folder, path, cookie) for _ in range(times)]
            say(row(name, path, middle(visits[name])))
            for line in falls_short(visits[name][-1]):
                say(f"    {line}")
    section = section_of({name: middle(reports) for name, reports in visits.items()})
    kind = visits["home"][0]["lighthouseVersion"]
    raw = f"Lighthouse {kind}, {chromium_version()}, the middle one of {times} visits\n{section.body}"
    report.keep("lighthouse", replace(section, raw=raw))
    return 0 if section.rows[0].met else 1


def section_of(pages: dict[str, dict[str, float]]) -> report.Section:
    """Return what stands of it in docs/performance.md; no search engine gets to see a page for who is signed in."""
    scores = {
        category: min(page[category] for name, page in pages.items() if category != "seo" or "signed in" not in name)
        for category in CATEGORIES
    }
    weight = max(page["total-byte-weight"] for page in pages.values())
    shift = max(page["cumulative-layout-shift"] for page in pages.values())
    line = report.Row(
        "first visit on a slow phone (Lighthouse)",
        f"performance, accessibility, best practices and SEO at least {LEAST}; at most {MOST_KB} kB with fonts; layout"
        f" shift under {MOST_SHIFT}",
        f"the lowest of {len(pages)} pages: {', '.join(f'{name} {score:.0f}' for name, score in scores.items())};"
        f" at most {weight:.0f} kB, shift {shift:.3f}",
        min(scores.values()) >= LEAST and weight <= MOST_KB and shift < MOST_SHIFT,
    )
    head = ["page", *CATEGORIES, *FIGURES.values()]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [row(name, PAGES[name], page) for name, page in pages.items()]
    return report.Section("A first visit on a slow phone", "\n".join(lines), (line,))


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def start_nginx(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start nginx with the file of docs/deploy, with ports and paths of its own; return it, and keep its ports."""
    http, https = free_port(), free_port()
    subprocess.run(
        shlex.split(
            f"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN={HOST} -keyout {folder}/key.pem"
            f" -out {folder}/certificate.pem"
        ),
        check=True,
        capture_output=True,
    )
    ours = (ROOT / "docs/deploy/nginx.conf").read_text()
    for line in ("    listen [::]:80;\n", "    listen [::]:443 ssl http2;\n"):
        assert line in ours
        ours = ours.replace(line, "")
    for there, here in {
        "unix:/run/handreiking.sock": f"127.0.0.1:{port}",
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ": f"listen 127.0.0.1:{https} ",
        "/etc/handreiking/tls": str(folder),
        "/var/log/nginx/": f"{folder}/",
    }.items():
        assert there in ours
        ours = ours.replace(there, here)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn;\nevents {{}}\n"
        f"http {{\n{temporary}{ours}\n}}\n"
    )
    (folder / "ports").write_text(f"{http} {https}")
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", f"{folder}/nginx.conf"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def chromium() -> str:
    """Return where Chromium is."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def chromium_version() -> str:
    """Return which one it is."""
    return subprocess.run([chromium(), "--version"], check=True, capture_output=True, text=True).stdout.strip()


def lighthouse(folder: Path, path: str, cookie: str) -> dict[str, Any]:
    """Visit a page as a slow phone and return Lighthouse's report."""
    http, https = (folder / "ports").read_text().split()
    flags = [
        "--headless=new",
        "--no-sandbox",
        "--ignore-certificate-errors",
        f"--user-data-dir={tempfile.mkdtemp(dir=folder)}",
        f'--host-resolver-rules="MAP {HOST}:80 127.0.0.1:{http}, MAP {HOST}:443 127.0.0.1:{https}"',
    ]
    command = [
        "node",
        str(FOLDER / "node_modules/lighthouse/cli/index.js"),
        f"https://{HOST}{path}",
        f"--chrome-flags={' '.join(flags)}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        *([f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []),
    ]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=os.environ | {"CHROME_PATH": chromium()}, timeout=300
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["finalDisplayedUrl"].endswith(path), report["finalDisplayedUrl"]
    if kept := os.environ.get("KEEP"):
        Path(kept, f"{path.strip('/').replace('/', '-') or 'home'}.json").write_text(done.stdout)
    return report


def middle(reports: list[dict[str, Any]]) -> dict[str, float]:
    """Return the middle figures of the visits to a page: scores of 100, and what FIGURES names."""
    scores = {
        category: 100 * median(report["categories"][category]["score"] or 0 for report in reports)
        for category in CATEGORIES
    }
    audits = [report["audits"] for report in reports]
    figures = {name: median(audit[name].get("numericValue") or 0 for audit in audits) for name in FIGURES}
    figures["network-requests"] = median(len(audit["network-requests"]["details"]["items"]) for audit in audits)
    figures["largest-contentful-paint"] /= 1000
    figures["total-byte-weight"] /= 1024
    return scores | figures


def row(name: str, path: str, page: dict[str, float]) -> str:
    """Return the figures of a page as a row of the table."""
    scores = " | ".join(f"{page[category]:.0f}" for category in CATEGORIES)
    return (
        f"| {name} `{path}` | {scores} | {page['largest-contentful-paint']:.1f}"
        f" | {page['total-blocking-time']:.0f} | {page['cumulative-layout-shift']:.3f}"
        f" | {page['total-byte-weight']:.0f} | {page['network-requests']:.0f} |"
    )


def falls_short(report: dict[str, Any]) -> list[str]:
    """Return which audits cost points."""
    return [
        f"{category}: {one['id']} {audit['score']} (weight {one['weight']}) {audit.get('displayValue', '')}"
        for category in CATEGORIES
        for one in report["categories"][category]["auditRefs"]
        if one["weight"] and (audit := report["audits"][one["id"]])["score"] is not None and audit["score"] < 0.98
    ]


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["3"])[0])))
