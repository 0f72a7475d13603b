"""The WSGI entry point: `gunicorn handreiking.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handreiking.settings")
application = get_wsgi_application()
