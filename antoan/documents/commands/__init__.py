"""What can be done with documents: one function per deed, in the order in which an office does them."""

from antoan.documents.commands.drafting import (
    approve,
    comment,
    resolve_comment,
    return_draft,
    save_file,
    save_version,
    send_for_approval,
    start_draft,
    withdraw_draft,
)
from antoan.documents.commands.filling import begin_form, discard_form, save_form
from antoan.documents.commands.ingesting import ingest, reread
from antoan.documents.commands.issuing import issue, take_number_on_paper
from antoan.documents.commands.sending import assign_dispatch, finish_dispatch, open_dispatch, send_document

__all__ = [
    "approve",
    "assign_dispatch",
    "begin_form",
    "comment",
    "discard_form",
    "finish_dispatch",
    "ingest",
    "issue",
    "open_dispatch",
    "reread",
    "resolve_comment",
    "return_draft",
    "save_file",
    "save_form",
    "save_version",
    "send_document",
    "send_for_approval",
    "start_draft",
    "take_number_on_paper",
    "withdraw_draft",
]
