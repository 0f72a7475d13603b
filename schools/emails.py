"""Writes the site's mails: a plain text, and the same text as HTML in the house style. They can't come to differ."""

import logging
import re
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any, Literal

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

FAILURES = (SMTPException, OSError)  # what sending raises where the mail server is down, or refuses
HEADERS = {"Auto-Submitted": "auto-generated"}  # RFC 3834: nobody's out-of-office answers
LINK = re.compile(r"https?://\S+")
CODE = re.compile(r"\d{6}")
LABEL = re.compile(r"(?:^|(?<=[.?!] ))([^.?!]{2,60}):$")  # the last sentence of a line, where it ends in a colon


@dataclass(frozen=True)
class Block:
    """A paragraph as its lines; a code; or a button, whose only line is its label, with where it leads."""

    kind: Literal["text", "code", "button"]
    lines: tuple[str, ...]
    link: str = ""

    @property
    def parts(self) -> list[list[tuple[str, bool]]]:
        """Return the lines in parts, each with whether it is an address of this site, to be made a link."""
        ours = re.compile(rf"({re.escape(settings.SITE_URL)}/\S*)")
        return [[(part, bool(ours.fullmatch(part))) for part in ours.split(line) if part] for line in self.lines]


def blocks_of(text: str) -> list[Block]:
    """Read a text: a link or a code alone in its paragraph stands out, and the sentence before a link is its label.

    'Kies een nieuw wachtwoord:' and then a link is a button 'Kies een nieuw wachtwoord'.
    """
    blocks: list[Block] = []
    for paragraph in re.split(r"\n{2,}", text.strip()):
        lines = tuple(line.strip() for line in paragraph.splitlines())
        if CODE.fullmatch(paragraph.strip()):
            blocks.append(Block("code", lines))
        elif LINK.fullmatch(paragraph.strip()):
            blocks.append(Block("button", (take_label(blocks),), lines[0]))
        else:
            blocks.append(Block("text", lines))
    return blocks


def take_label(blocks: list[Block]) -> str:
    """Take the short sentence with a colon off the end of the blocks; return another label where there is none."""
    found = LABEL.search(blocks[-1].lines[-1]) if blocks and blocks[-1].kind == "text" else None
    if not found:
        return "Open de pagina"
    *before, last = blocks.pop().lines
    left = [*before, *filter(None, [last[: found.start()].strip()])]
    blocks += [Block("text", tuple(left))] if left else []
    return found[1]


def dress(mail: EmailMultiAlternatives) -> None:
    """Add the HTML version of a mail's text, and the header that says a program wrote it."""
    context = {"subject": mail.subject, "blocks": blocks_of(str(mail.body))}
    mail.attach_alternative(render_to_string("emails/base.html", context), "text/html")
    mail.extra_headers |= HEADERS


def send_mail(name: str, to: str, context: dict[str, Any], headers: dict[str, str] | None = None) -> bool:
    """Mail templates/emails/<name>.txt, with <name>_subject.txt; tell whether the mail server took it."""
    subject = " ".join(render_to_string(f"emails/{name}_subject.txt", context).split())
    body = render_to_string(f"emails/{name}.txt", context).strip()
    mail = EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    dress(mail)
    try:
        return mail.send() == 1
    except FAILURES:
        logger.exception(
            "The mail server did not take the mail %s", name, extra={"event": "mail_refused", "mail": name}
        )
        return False
