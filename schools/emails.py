"""Mails of our own: a subject, a text and the same in HTML, from templates/emails/."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def send_mail(name: str, to: str, context: dict[str, Any]) -> bool:
    """Send the mail of a name (`<name>_subject.txt`, `<name>.txt`, `<name>.html`); tell whether the server took it."""
    mail = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"emails/{name}_subject.txt", context).split()),
        body=render_to_string(f"emails/{name}.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
    )
    mail.attach_alternative(render_to_string(f"emails/{name}.html", context), "text/html")
    try:
        return mail.send() == 1
    except (SMTPException, OSError):
        return False
