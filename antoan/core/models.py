"""What the kernel keeps: the audit chain and the files that people bring."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One deed, as it was done. Rows are only ever added; `antoan.core.audit` does it.

    People and units are kept by number and name, not by foreign key: the log outlives what it speaks of.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    on_behalf_of_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=100)
    target_type = models.CharField(max_length=100)
    target_id = models.CharField(max_length=64)
    unit_id = models.BigIntegerField(null=True)
    what = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "number"], name="core_auditevent_by_target"),
            models.Index(fields=["unit_id", "number"], name="core_auditevent_by_unit"),
        ]

    def __str__(self):
        return f"{self.number} {self.action}"


class AuditHead(models.Model):
    """The last link of the chain: one row, held by whoever appends."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="core_audithead_is_alone", condition=models.Q(pk=1))]

    def __str__(self):
        return str(self.number)


class StoredFile(models.Model):
    """A file by its content: the same bytes are kept once, however often they are brought."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"), help_text="bytes")
    media_type = models.CharField(_("loại tệp"), max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.sha256[:12]
