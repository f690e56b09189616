"""What the styles of a DOCX say about a run or paragraph: old fonts, capitals, hidden text, automatic numbers, borders."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from antoan.documents.reading.archives import attribute, child, local

_OFF = {"0", "false", "off", "none"}
_SIDES = {"left", "right", "start", "end", "insideV", "insideH"}  # a line only above or below does not make a table


@dataclass(frozen=True)
class Look:
    """How a run is shown, as far as its words depend on it."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False

    def under(self, properties: etree._Element | None) -> Look:
        """The look after a w:rPr has had its say."""
        if properties is None or not len(properties):
            return self
        look = self
        for item in properties:
            match local(item):
                case "rFonts":
                    font = attribute(item, "ascii") or attribute(item, "hAnsi")
                    themed = attribute(item, "asciiTheme") or attribute(item, "hAnsiTheme")
                    if themed or font is not None:
                        look = replace(look, font="" if themed else font or "")
                case "caps":
                    look = replace(look, capitals=is_on(item))
                case "vanish":
                    look = replace(look, hidden=is_on(item))
        return look


def is_on(item: etree._Element | None) -> bool:
    """Whether a switch such as w:caps is set; present without a value means yes."""
    return item is not None and (attribute(item, "val") or "1") not in _OFF


def drawn(borders: etree._Element | None) -> bool | None:
    """Whether w:tblBorders or w:tcBorders draws a line at a side or inside; None where it does not speak."""
    if borders is None:
        return None
    return any(local(side) in _SIDES and (attribute(side, "val") or "nil") not in ("nil", "none") for side in borders)


class Styles:
    """The styles part, asked by style id; unknown ids behave like no style."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._looks: dict[tuple[str | None, str | None], Look] = {}
        self._default_paragraph: str | None = None
        self._defaults = Look()
        if root is None:
            return
        self._defaults = Look().under(child(root, "docDefaults", "rPrDefault", "rPr"))
        for style in root:
            identity = attribute(style, "styleId")
            if local(style) != "style" or identity is None:
                continue
            self._styles[identity] = style
            if attribute(style, "type") == "paragraph" and (attribute(style, "default") or "0") not in _OFF:
                self._default_paragraph = identity

    def look(self, paragraph_style: str | None, run_style: str | None = None) -> Look:
        """The look of a run that bears no formatting of its own."""
        key = (paragraph_style, run_style)
        if key not in self._looks:
            look = self._defaults
            for identity in (paragraph_style or self._default_paragraph, run_style):
                for style in reversed(self._chain(identity)):
                    look = look.under(child(style, "rPr"))
            self._looks[key] = look
        return self._looks[key]

    def numbering(self, paragraph_style: str | None) -> etree._Element | None:
        """The w:numPr that a paragraph inherits."""
        for style in self._chain(paragraph_style or self._default_paragraph):
            found = child(style, "pPr", "numPr")
            if found is not None:
                return found
        return None

    def ruled(self, table_style: str | None) -> bool:
        """Whether a table style draws lines."""
        for style in self._chain(table_style):
            found = drawn(child(style, "tblPr", "tblBorders"))
            if found is not None:
                return found
        return False

    def _chain(self, identity: str | None) -> list[etree._Element]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while identity is not None and identity in self._styles and identity not in seen:
            seen.add(identity)
            chain.append(self._styles[identity])
            identity = attribute(child(self._styles[identity], "basedOn"), "val")
        return chain
