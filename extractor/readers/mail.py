"""A mail to a Document: its header in front, then its body. What is attached is read as documents of their own."""

from __future__ import annotations

from dataclasses import replace

from extractor.document import Block, BlockKind, Document
from extractor.readers.assembly import Assembly
from extractor.readers.mail_letter import MAX_MEMBERS, Letter, list_members, open_mail

_SEEN = ("Date", "Subject")  # what says something of the paper; the rest is names and addresses


def read_mail(data: bytes, name: str = "", format_name: str = "eml") -> Document:
    """Read a mail (.eml, .msg). Raises DocumentError where it is damaged or too large."""
    letter = open_mail(data, name)
    front = _front(letter)
    notes = list(letter.notes)
    if list_members(data, name)[1]:
        notes.append(f"only the first {MAX_MEMBERS} attachments were read: save the others, and give them")
    remarks = [f"attached and not read: {', '.join(letter.asides)}"] if letter.asides else []
    subject = letter.fields.get("Subject")
    head = front.document(format_name, {"title": subject} if subject else {}, notes, remarks)
    return _joined(head, _read_body(letter))


def _front(letter: Letter) -> Assembly:
    front = Assembly()
    attached = "; ".join(attachment.name for attachment in letter.attachments)
    for name, words in (*letter.fields.items(), ("Attachments", attached)):
        if words:
            front.add_block(BlockKind.PARAGRAPH if name in _SEEN else BlockKind.FURNITURE, f"{name}: {words}")
    return front


def _read_body(letter: Letter) -> Document:
    """The web page where there is a table in it, which the text has lost; else the text, if there is any."""
    page = letter.html.encode("utf-8", "replace")
    if page and (b"<table" in page.lower() or not letter.text.strip()):
        from extractor.readers.html import read_html

        return read_html(page)
    from extractor.readers.text import read_text

    return read_text(letter.text.replace("\r\n", "\n").encode("utf-8", "replace"))


def _joined(head: Document, body: Document) -> Document:
    """The body behind the head, as one document."""
    if not body.text.strip():
        return head
    text = f"{head.text}\n\n" if head.text else ""
    blocks = (*head.blocks, *(_shifted(block, len(text)) for block in body.blocks))
    return replace(head, text=text + body.text, blocks=blocks, notes=(*head.notes, *body.notes))


def _shifted(block: Block, by: int) -> Block:
    table = block.table
    if table is not None:
        cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in table.cells)
        table = replace(table, cells=cells)
    return replace(block, start=block.start + by, end=block.end + by, table=table)
