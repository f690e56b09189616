"""The tables of documents: what is kept, what is being written, numbers, and what was sent to whom."""

from antoan.documents.models.dispatch import Dispatch
from antoan.documents.models.document import Document, Provision
from antoan.documents.models.draft import Comment, Draft, DraftVersion
from antoan.documents.models.filled import FilledForm
from antoan.documents.models.register import Register, RegisterEntry

__all__ = [
    "Comment",
    "Dispatch",
    "Document",
    "Draft",
    "DraftVersion",
    "FilledForm",
    "Provision",
    "Register",
    "RegisterEntry",
]
