"""Official papers as offices sign them: a `Paper` becomes a PDF or a Word file, in Party or State form.

What a paper is made of stands in paper.py; how large and where each part is set, in forms.py. Plain Python: no Django.
"""

from .pdf import render_pdf
from .word import render_docx

__all__ = ["render_docx", "render_pdf"]
