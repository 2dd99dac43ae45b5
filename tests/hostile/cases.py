"""Every hostile file of one run by its name, and what its row of documents.csv has to say."""

from __future__ import annotations

from collections.abc import Callable

from . import office_files, pdf_files, texts, web_pages, word_files

ELSEWHERE = "file:///etc/passwd"
Make = Callable[[], bytes]


def _cut(part: float) -> Make:
    def make() -> bytes:
        data = pdf_files.sound()
        return data[: int(part * len(data))]

    return make


_PDF: dict[str, Make] = {
    "sound.pdf": pdf_files.sound,
    "empty.pdf": lambda: b"",
    "locked.pdf": lambda: pdf_files.encrypted("secret"),
    "open.pdf": lambda: pdf_files.encrypted(""),
    **{f"cut_{int(part * 100):02}.pdf": _cut(part) for part in (0.02, 0.3, 0.6, 0.8, 0.95)},
    "cut_99.pdf": _cut(0.99),
    "no_pages.pdf": pdf_files.no_pages,
    "lying_count.pdf": pdf_files.lying_count,
    "self_reference.pdf": pdf_files.self_reference,
    "length_of_itself.pdf": pdf_files.length_of_itself,
    "page_tree_loop.pdf": pdf_files.page_tree_loop,
    "deep_page_tree.pdf": lambda: pdf_files.deep_page_tree(5_000),
    "deep_arrays.pdf": lambda: pdf_files.deep_arrays(100_000),
    "form_loop.pdf": pdf_files.form_loop,
    "form_bomb.pdf": lambda: pdf_files.form_bomb(25, 10),
    "content_bomb.pdf": lambda: pdf_files.content_bomb(40),
    "content_bomb_twice.pdf": lambda: pdf_files.content_bomb(40, filters=2),
    "text_bomb.pdf": lambda: pdf_files.text_bomb(6),
    "object_stream_bomb.pdf": lambda: pdf_files.object_stream_bomb(40),
    "many_paths.pdf": lambda: pdf_files.many_paths(200_000),
    "grid.pdf": lambda: pdf_files.grid(900),
    "long_path.pdf": lambda: pdf_files.long_path(500_000),
    "font_without_names.pdf": pdf_files.font_without_names,
    "missing_font.pdf": pdf_files.missing_font,
    "broken_font.pdf": pdf_files.broken_font,
    "blank.pdf": pdf_files.blank,
    "box_none.pdf": lambda: pdf_files.boxed("0 0 0 0"),
    "box_negative.pdf": lambda: pdf_files.boxed("0 0 -595 -842"),
    "box_turned.pdf": lambda: pdf_files.boxed("595 842 0 0"),
    "box_huge.pdf": lambda: pdf_files.boxed("0 0 1000000000 1000000000"),
    "box_infinite.pdf": lambda: pdf_files.boxed(f"0 0 {'9' * 50} {'9' * 50}"),
    "box_of_words.pdf": lambda: pdf_files.boxed("(a) /b null"),
    "box_short.pdf": lambda: pdf_files.boxed("0 0 595"),
    "far_off.pdf": lambda: pdf_files.placed("1000000 -1000000 Td"),
    "infinite.pdf": lambda: pdf_files.placed(f"{'9' * 50} {'9' * 50} Td"),
    "not_a_number.pdf": lambda: pdf_files.placed(f"{'9' * 50} 0 0 {'9' * 50} {'9' * 50} nan Tm"),
    "flat.pdf": lambda: pdf_files.placed("0 0 0 0 72 600 Tm"),
    "many_glyphs.pdf": lambda: pdf_files.many_glyphs(2_000),
    "stacked.pdf": lambda: pdf_files.many_glyphs(20_000, stacked=True),
    "title_half_pair.pdf": lambda: pdf_files.titled(b"\xfe\xff\xd8\x00"),
    "title_mixed.pdf": lambda: pdf_files.titled(b"\xfe\xff\x00A\xd8\x00\x00B\xdc"),
}

_MISLABELLED: dict[str, Make] = {
    "pdf_named.docx": pdf_files.sound,
    "docx_named.pdf": word_files.sound,
    "html_named.pdf": web_pages.sound,
    "png_named.pdf": lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 64,
    "doc_named.pdf": texts.old_word,
    "xlsx_named.pdf": word_files.workbook,
    "pptx_named.pdf": word_files.slides,
    "odt_named.docx": word_files.odt,
    "zip_named.docx": lambda: word_files.zipped({"paper.pdf": pdf_files.sound()}),
    "rtf_named.doc": texts.rich_text,
    "message.eml": texts.message,
}

_WORD: dict[str, Make] = {
    "main_part_bomb.docx": lambda: word_files.main_part_bomb(70),
    "lying_size.docx": lambda: word_files.lying_size(100),
    "picture_bomb.docx": lambda: word_files.picture_bomb(100),
    "many_entries.docx": lambda: word_files.many_entries(30_000),
    "nested_zip.docx": lambda: word_files.nested_zip(20),
    "laughs.docx": word_files.laughs,
    "quadratic.docx": word_files.quadratic,
    "external_entity.docx": lambda: word_files.external_entity(ELSEWHERE),
    "external_subset.docx": lambda: word_files.external_subset(ELSEWHERE),
    "external_relations.docx": lambda: word_files.external_relations(ELSEWHERE),
    "wide_span.docx": lambda: word_files.wide_span(1_000_000),
    "merge_without_start.docx": word_files.merge_without_start,
    "wide_grid.docx": lambda: word_files.wide_grid(500),
    "nested_tables.docx": lambda: word_files.nested_tables(1_000),
    "nested_tables_80.docx": lambda: word_files.nested_tables(80),
    "deep_controls.docx": lambda: word_files.deep_controls(1_000),
    "no_main_part.docx": word_files.no_main_part,
    "broken_xml.docx": lambda: word_files.word_file(word_files.body(word_files.paragraph())[:-20]),
    "wrong_types.docx": word_files.wrong_types,
    "climbing_names.docx": word_files.climbing_names,
    "climbing_target.docx": word_files.climbing_target,
    "macros.docm": word_files.macros,
}

_WEB: dict[str, Make] = {
    "deep_div.html": lambda: web_pages.deep("div", 100_000),
    "deep_list.html": lambda: web_pages.deep("ul", 100_000),
    "deep_open.html": lambda: web_pages.deep("span", 100_000, closed=False),
    "deep_tables.html": lambda: web_pages.deep_tables(100_000),
    "unclosed_tables.html": lambda: web_pages.unclosed_tables(400),
    "wide_spans.html": lambda: web_pages.wide_spans(1_000_000),
    "one_attribute.html": lambda: web_pages.one_attribute(12),
    "many_attributes.html": lambda: web_pages.many_attributes(100_000),
    "active.html": lambda: web_pages.active(ELSEWHERE),
    "external_entity.html": lambda: web_pages.external_entity(ELSEWHERE),
    "laughs.html": web_pages.laughs,
    "references.html": lambda: web_pages.many_references(500),
    "declared_utf16.html": lambda: web_pages.declared("utf-16", b"It cost \xa35m."),
    "declared_zip.html": lambda: web_pages.declared("zip", b"It cost \xa35m."),
    "declared_wrongly.html": lambda: web_pages.declared("windows-1252", "It cost £5m.".encode()),
    "mixed.html": lambda: web_pages.declared("utf-8", "It cost £5m – ".encode() + b"or \xa36m."),
    "no_text.html": lambda: web_pages.page("<script>98%</script>"),
}

_TEXT: dict[str, Make] = {
    "nul.txt": texts.nul_bytes,
    "stray.txt": texts.stray_bytes,
    "utf16_half.txt": texts.utf16_odd,
    "utf16_then_utf8.txt": texts.mixed_utf16,
    "utf7.txt": texts.utf7,
    "ebcdic.txt": texts.ebcdic,
    "one_word.txt": lambda: texts.one_word(60_000),
    "digits.txt": lambda: texts.digits(100_000),
    "control.txt": texts.control_characters,
    "right_to_left.txt": texts.right_to_left,
    "combining.txt": lambda: texts.combining(2_000),
    "tabs.txt": lambda: texts.tabs(2, 2_000),
    "dots.txt": lambda: texts.dots(500),
}

MACRO = "/tmp/extractor-macro-ran"
"""What the macro of a file would write."""

_OFFICE: dict[str, Make] = {
    "external_fields.rtf": lambda: office_files.fields("/etc/passwd"),
    "deep_groups.rtf": lambda: office_files.deep_groups(100_000),
    "external_section.odt": lambda: office_files.open_text(ELSEWHERE, MACRO),
    "external_entity.odt": lambda: office_files.open_text(
        before=f'<!DOCTYPE x [<!ENTITY a SYSTEM "{ELSEWHERE}">]>', more="<text:p>&a;</text:p>"
    ),
    "bomb.odt": lambda: office_files.open_text(more=" " * (70 << 20)),
    "external_formula.ods": office_files.open_sheet,
    "sound.xlsx": office_files.workbook,
    "bomb.xlsx": lambda: office_files.sheet_bomb(70),
    "many_cells.xlsx": lambda: office_files.many_cells(8_000_000),
    "many_styles.xlsx": lambda: office_files.many_styles(2_000_000),
    "laughs.xlsx": office_files.laughing_strings,
    "external_string.xlsx": lambda: office_files.external_string(ELSEWHERE),
    "external_formulas.xlsx": office_files.asking_formulas,
    "far_cell.xlsx": office_files.far_cell,
    "binary.xlsb": lambda: word_files.zipped({"xl/workbook.bin": b"\0" * 100}),
}

FILES: dict[str, Make] = _PDF | _MISLABELLED | _WORD | _WEB | _TEXT | _OFFICE


_CUT = "the PDF is damaged or cut short. Ask for the file again"
_BOMB = "a part of this PDF would unpack to more than can be read. Print it to a new PDF"
_BLANK = "no page has text: print it to a new PDF, or save it as text"
_DAMAGED = "this Word file is damaged or incomplete. Open it in Word and save it again, or save it as PDF"
_BINARY = "this is a binary file of an unknown kind. Give it as PDF, DOCX, HTML or text"
_STRAY = "a few characters were not valid UTF-8 and were read as Windows-1252"
_SAVE = "Open it and save it as .docx or PDF"

_NO_WORKBOOK = "this Excel file is damaged or incomplete. Open it in Excel and save it again, or save it as PDF"
_LARGE_WORKBOOK = "this Excel file would unpack to more than"
_SMALLER = "Delete the empty rows and columns around its figures, or save it as PDF"
_NO_OFFICE = (
    "and LibreOffice cannot read it: it is damaged or has a password. "
    "Open it in the program that made it and save it as"
)

FAILED: dict[str, str] = {
    "empty.pdf": "the file is empty. Check that it was downloaded or copied completely",
    "locked.pdf": "the PDF is encrypted. Save a copy without a password",
    **dict.fromkeys(("cut_02.pdf", "cut_30.pdf", "cut_60.pdf", "cut_80.pdf", "cut_95.pdf", "no_pages.pdf"), _CUT),
    **dict.fromkeys(("form_bomb.pdf", "content_bomb.pdf", "content_bomb_twice.pdf", "text_bomb.pdf"), _BOMB),
    "object_stream_bomb.pdf": _BOMB,
    "png_named.pdf": "the picture is damaged or cut short. Scan or copy it again",
    "doc_named.pdf": f"this Office 97 file is damaged or incomplete. {_SAVE}",
    **dict.fromkeys(("xlsx_named.pdf", "laughs.xlsx", "external_string.xlsx"), _NO_WORKBOOK),
    **dict.fromkeys(("bomb.xlsx", "many_styles.xlsx"), f"{_LARGE_WORKBOOK} 64 MB of text. {_SMALLER}"),
    "many_cells.xlsx": f"a sheet of this Excel file has more than 500,000 cells. {_SMALLER}",
    "bomb.odt": "this OpenDocument file would unpack to more than 64 MB of text. Split it, or save it as PDF",
    "binary.xlsb": f"this is a binary Excel workbook (.xlsb), {_NO_OFFICE} .xlsx or PDF",
    "deep_groups.rtf": f"this is a Rich Text file (.rtf), {_NO_OFFICE} .docx or PDF",
    "external_entity.odt": f"this is an OpenDocument text (.odt), {_NO_OFFICE} .docx or PDF",
    "odt_named.docx": f"this is an OpenDocument text (.odt), {_NO_OFFICE} .docx or PDF",
    "pptx_named.pdf": "this is a PowerPoint presentation. Save it as PDF",
    "zip_named.docx": "this is a zip archive. Unpack it and give the files inside",
    "nested_zip.docx": "this is a zip archive. Unpack it and give the files inside",
    "main_part_bomb.docx": "this Word file would unpack to more than 64 MB of text. Split it, or save it as PDF",
    "many_entries.docx": "a zip of more than 20,000 files. Unpack it, and give the papers in it",
    **dict.fromkeys(("lying_size.docx", "laughs.docx", "quadratic.docx", "external_entity.docx"), _DAMAGED),
    **dict.fromkeys(("external_subset.docx", "nested_tables.docx", "deep_controls.docx"), _DAMAGED),
    **dict.fromkeys(("no_main_part.docx", "broken_xml.docx"), _DAMAGED),
    "nul.txt": _BINARY,
    "ebcdic.txt": _BINARY,
}
"""Files of which nothing is read: what their row says."""

PARTIAL: dict[str, str] = {
    "page_tree_loop.pdf": f"page 1, 2, 3, 4, 5, 6, 7, 8, 9 cannot be read: ask for the file again; {_BLANK}",
    "deep_page_tree.pdf": f"page 1 cannot be read: ask for the file again; {_BLANK}",
    "font_without_names.pdf": "the fonts on page 1 do not name their letters: ask for the paper as Word file",
    "blank.pdf": _BLANK,
    "box_negative.pdf": _BLANK,
    "wide_grid.docx": "of a table of 500 rows and 102 columns only the beginning was read",
    "no_text.html": "no text was found in it: save it as PDF or text",
    "mixed.html": _STRAY,
    "far_cell.xlsx": "of the sheet S only the first 1,000 columns were read",
    "stray.txt": _STRAY,
    "utf16_half.txt": "some characters could not be decoded",
    "tabs.txt": "of a table of 2 rows and 2,000 columns only the beginning was read",
}
"""Files of which something is read; all others are read whole."""
