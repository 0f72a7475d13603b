"""What the suite needs in its environment, before Django reads its settings (pyproject.toml: `-p tests.environment`).

DEBUG=1 is the development composition: keys for tests, cookies over plain http, static files under their own names.
Django itself still runs each test with `settings.DEBUG` off. `make lint` looks at the composition for the web.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["DEBUG"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs beside the database
# One provider of school accounts, at a port where nobody answers: so the sweeps meet its pages too.
os.environ["IDENTITY_PROVIDERS"] = json.dumps(
    [
        {
            "id": "entree",
            "name": "Entree",
            "issuer": "http://127.0.0.1:9",
            "claims": "entree",
            "client_id": "x",
            "secret": "x",
        }
    ]
)
# Whom to tell of a weakness, so that the sweeps meet that address too.
os.environ["SECURITY_CONTACT"] = "mailto:lek@handreiking.example"
os.environ["SECURITY_EXPIRES"] = (datetime.now(UTC).date() + timedelta(days=200)).isoformat()
os.environ.pop("HANDREIKING_CONTENT_DIR", None)  # the tests are about our own content
os.environ.pop("CHECKLIST_EDITIONS_DIR", None)
os.environ.pop("SENTRY_DSN", None)  # what breaks here is reported to nobody
# Where the test database on SQLite is made, and where WhiteNoise looks when the site starts.
(Path(__file__).parent.parent / "var" / "static").mkdir(parents=True, exist_ok=True)
