"""The WSGI entry point: `gunicorn handreiking.wsgi`. Broken content stops it here, not at somebody's first request."""

import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handreiking.settings")
application = get_wsgi_application()
if errors := run_checks(tags=["content"]):
    raise SystemExit("\n".join(error.msg for error in errors))
_ = get_resolver().url_patterns  # imports every view now, so that nobody's first request waits for it
