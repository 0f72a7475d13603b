"""How gunicorn serves the site: `gunicorn --config python:handreiking.gunicorn_settings`.

On the command line, in GUNICORN_CMD_ARGS or in WEB_CONCURRENCY (the number of workers) stands what differs per place.
Its own lines go into the log as ours do; the line of each request is ours (handreiking/request_log.py).
"""

from handreiking.log_lines import logging_settings

wsgi_app = "handreiking.wsgi"
worker_class = "gthread"
threads = 4  # no more than DATABASE_POOL_SIZE: the others would only wait for a connection
timeout = 60  # seconds; a worker that says nothing for so long is replaced
graceful_timeout = 30  # how long requests may take to end when a worker is replaced or stopped
max_requests, max_requests_jitter = 10_000, 1_000
limit_request_line = 8190  # bytes; as long as what a web server in front lets through, which then says so in Dutch
# Whom to believe about https and the visitor's address is settled in one place: BEHIND_PROXY in the settings of Django.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
accesslog = None
control_socket_disable = True  # nothing steers it but signals
logconfig_dict = logging_settings(as_json=True) | {"loggers": {"gunicorn.error": {"level": "INFO", "propagate": True}}}
