"""The cells of a flat OpenDocument spreadsheet as LibreOffice saves it, read with Python's own library."""

import xml.etree.ElementTree as ElementTree

NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT = (f"{{{NAMES}{name}:1.0}}" for name in ("table", "office", "text"))


def sheets(path):
    """Title -> rows of cells (kind, value, formula); nothing is (None, None, None)."""
    body = ElementTree.parse(path).getroot().find(f"{OFFICE}body/{OFFICE}spreadsheet")
    return {table.get(f"{TABLE}name"): list(rows_of(table)) for table in body.findall(f"{TABLE}table")}


def rows_of(table):
    waiting = []
    for row in table.iter(f"{TABLE}table-row"):
        cells = list(cells_of(row))
        while cells and cells[-1] == (None, None, None):
            cells.pop()
        repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        if cells:
            yield from waiting
            waiting = []
            yield from [cells] * repeated
        elif repeated < 10_000:
            waiting += [cells] * repeated


def cells_of(row):
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        kind = cell.get(f"{OFFICE}value-type")
        if kind in ("float", "percentage", "currency"):
            value = float(cell.get(f"{OFFICE}value"))
        elif kind == "date":
            value = cell.get(f"{OFFICE}date-value")
        elif kind == "boolean":
            value = cell.get(f"{OFFICE}boolean-value") == "true"
        elif kind is None:
            value = None
        else:
            value = "\n".join(text_of(paragraph) for paragraph in cell.findall(f"{TEXT}p"))
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        yield from [(kind, value, cell.get(f"{TABLE}formula"))] * min(repeated, 64)


def text_of(node):
    text = node.text or ""
    for child in node:
        if child.tag == f"{TEXT}s":
            text += " " * int(child.get(f"{TEXT}c", "1"))
        elif child.tag == f"{TEXT}tab":
            text += "\t"
        elif child.tag == f"{TEXT}line-break":
            text += "\n"
        else:
            text += text_of(child)
        text += child.tail or ""
    return text
