"""Which passwords are too easy here, beside those that Django knows."""

import re

from django.core.exceptions import ValidationError

# What a stranger tries first at a site like this; docs/security.md lists them too.
WORDS = (
    "handreiking", "welzijn", "school", "basisschool", "leerkracht", "docent", "mentor", "directeur", "leerling",
    "wachtwoord", "password", "welkom", "geheim", "inloggen",
    "lente", "zomer", "herfst", "winter", "januari", "februari", "maart", "april", "juni", "juli", "augustus",
    "september", "oktober", "november", "december", "qwerty", "azerty",
)  # fmt: skip
ENOUGH = 6  # letters that are left when these words, digits and signs are taken out


class ContextWordsValidator:
    """Refuses a password of little more than words that belong to this site, such as `Handreiking2026!`."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where too few other letters are left."""
        rest = re.sub(r"[\W\d_]", "", password.casefold())
        whole = rest
        for word in sorted(WORDS, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != whole and len(rest) < ENOUGH:
            raise ValidationError(self.get_help_text(), code="context_words")

    def get_help_text(self) -> str:
        """Return the sentence."""
        return "Dit wachtwoord is te makkelijk te raden. Neem een paar woorden die niets met deze site te maken hebben."
