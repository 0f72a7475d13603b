"""The server does not start on broken content."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOAD = [sys.executable, "-c", "import handreiking.wsgi"]


def test_the_server_starts_on_our_own_content():
    assert subprocess.run(LOAD, cwd=ROOT, env=os.environ, check=False).returncode == 0


def test_broken_content_stops_the_server_and_names_the_place(content_copy):
    (content_copy / "circles.yaml").write_text("- ring: een\n")
    env = {**os.environ, "HANDREIKING_CONTENT_DIR": str(content_copy)}
    started = subprocess.run(LOAD, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert started.returncode != 0
    assert f"{content_copy}/circles.yaml:1" in started.stderr
