"""People, and who is what in which school."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from schools.models.organisations import School
from schools.querysets import MembershipQuerySet


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; without a password it can't be used to sign in with one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a site admin with every permission."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; what they may do is said by their memberships."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    is_staff = models.BooleanField("beheert de site", default=False)
    is_active = models.BooleanField("mag inloggen", default=True)
    date_joined = models.DateTimeField("sinds", default=timezone.now)
    last_school = models.ForeignKey(
        School, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="laatste school"
    )

    erase_on = models.DateField("wordt verwijderd op", null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "account"
        verbose_name_plural = "accounts"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="Er is al een account met dit e-mailadres.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the account; with a new address, drop the old one where allauth kept it: it opens nothing any more."""
        from allauth.account.models import EmailAddress

        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new and "email" in (kwargs.get("update_fields") or ["email"]):
            EmailAddress.objects.filter(user_id=self.pk).exclude(email=self.email.lower()).delete()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session has to fit: it ends when the password changes, and when the address does."""
        of_password: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return salted_hmac(
            "schools.User.session", of_password + self.email, secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        """Return the name, for code that asks every user model for it."""
        return self.name

    @property
    def first_name(self) -> str:
        """Return the first word of the name, for a greeting."""
        return self.name.split(" ")[0] if self.name else ""

    @property
    def initials(self) -> str:
        """Return the first letters of the first and the last word of the name."""
        words = self.name.split() or [self.email]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


class Membership(models.Model):
    """A person in a school, with a role. It is the capability: views of a school's data receive one."""

    class Role(models.TextChoices):
        """What someone is in a school, from the least to the most rights."""

        TEACHER = "teacher", "leerkracht"
        COORDINATOR = "coordinator", "IB’er of zorgcoördinator"
        PRINCIPAL = "principal", "directeur of teamleider"

    RANKS = [Role.TEACHER, Role.COORDINATOR, Role.PRINCIPAL]
    TITLES = {
        ("teacher", "po"): "leerkracht",
        ("teacher", "vo"): "docent",
        ("teacher", "both"): "leerkracht of docent",
        ("coordinator", "po"): "IB’er",
        ("coordinator", "vo"): "zorgcoördinator",
        ("coordinator", "both"): "IB’er of zorgcoördinator",
        ("principal", "po"): "directeur",
        ("principal", "vo"): "directeur",
        ("principal", "both"): "directeur",
    }

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="account")
    school = models.ForeignKey(School, models.CASCADE, related_name="memberships", verbose_name="school")
    role = models.CharField("rol", max_length=11, choices=Role, default=Role.TEACHER)
    is_admin = models.BooleanField("beheert de accounts", default=False)
    joined_at = models.DateTimeField("lid sinds", default=timezone.now, editable=False)
    here_since = models.DateTimeField("hier sinds", default=timezone.now, editable=False)
    left_at = models.DateTimeField("vertrokken op", null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school"],
                condition=Q(left_at__isnull=True),
                name="membership_once_per_school",
                violation_error_message="Deze persoon is al lid van deze school.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["teacher", "coordinator", "principal"]), name="membership_role"
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    def may(self, role: str) -> bool:
        """Tell whether the member has the rights of a role: 'teacher', 'coordinator', 'principal' or 'admin'."""
        if role == "admin":
            return self.is_admin or self.role == self.Role.PRINCIPAL
        return self.RANKS.index(self.Role(self.role)) >= self.RANKS.index(self.Role(role))

    def come_back(self) -> None:
        """Be in the school from now on, unsaved: what someone shared before they left does not open again."""
        self.left_at, self.here_since = None, timezone.now()

    def may_change(self, role: str = "teacher") -> bool:
        """Tell whether the member has the rights of a role in a school that is alive; an archived one is only read."""
        return self.may(role) and not self.school.archived_at

    @classmethod
    def for_site(cls, school: School) -> Membership:
        """Return who stands for a site admin where a verb asks who does it: nobody of the school, so never saved."""
        return cls(school=school)

    @classmethod
    def role_choices(cls, sector: str) -> list[tuple[str, str]]:
        """Return the roles for a form, in the words of a sector, with a capital."""
        titles = [(role.value, cls.TITLES[role.value, sector]) for role in cls.RANKS]
        return [(role, title[0].upper() + title[1:]) for role, title in titles]

    @property
    def title(self) -> str:
        """Return the role in the words of the school's sector."""
        return self.TITLES[self.role, self.school.sector]

    @property
    def full_title(self) -> str:
        """Return the role with, where it does not say so by itself, that the member manages the accounts."""
        apart = self.is_admin and self.role != self.Role.PRINCIPAL
        return f"{self.title} die accounts beheert" if apart else self.title

    @property
    def manages_accounts(self) -> bool:
        """Tell whether the member invites, changes and switches off members."""
        return self.may("admin")
