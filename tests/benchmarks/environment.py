"""What a benchmark needs in its environment, before Django reads its settings: those of production, with keys for now.

`DEBUG=1` in the environment leaves everything as it is, to fill the database of one's own machine.
"""

import json
import os

if os.environ.get("DEBUG") != "1":
    os.environ.setdefault("SECRET_KEY", "a-key-that-opens-nothing-" + "x" * 30)
    os.environ.setdefault("ENCRYPTION_SALTS", "salt")
    os.environ["ALLOWED_HOSTS"] = "handreiking.example,testserver"
    os.environ["EMAIL_PORT"] = "9"  # nobody listens there
    # One provider of school accounts, where nobody answers, so that its pages are there to measure.
    provider = {"id": "entree", "name": "Entree", "issuer": "http://127.0.0.1:9", "claims": "entree"}
    os.environ["IDENTITY_PROVIDERS"] = json.dumps([provider | {"client_id": "x", "secret": "x"}])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handreiking.settings")
