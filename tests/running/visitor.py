"""Somebody with a browser that knows of cookies and forms, and no more."""

import re
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

# What the web server in front says of a visitor.
PROXIED = {"Host": "handreiking.example", "X-Forwarded-Proto": "https"}
PASSWORD = "handreiking-demo"
SESSION = "__Host-sessionid"  # the cookie of who is signed in, over https


class Visitor:
    """A browser of someone at `address`, which asks at a port of this machine as the web server in front would."""

    def __init__(self, port: int, address: str = "203.0.113.77") -> None:
        self.port, self.cookies = port, dict[str, str]()
        self.headers = PROXIED | {"X-Forwarded-For": address, "Referer": f"https://{PROXIED['Host']}/"}

    def sign_in(self, email: str, password: str = PASSWORD) -> bool:
        """Sign in with a password, and tell whether that went well."""
        _, page = self.ask("/account/login/")
        fields = {"csrfmiddlewaretoken": token_in(page), "login": email, "password": password}
        return self.ask("/account/login/", fields)[0] == 302 and SESSION in self.cookies

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Return the status and the page; with fields it is a form that is sent. Raises OSError and HTTPException."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(
                "POST" if fields else "GET", path, urlencode(fields) if fields else None, self.headers | headers
            )
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page


def token_in(page: str) -> str:
    """Return the token of the forms on a page."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return unescape(found[1]) if found else ""
