"""The numbers of a workbook as they stand in its XML, read with Python's own library: LibreOffice saves fewer digits."""

import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def numbers(path):
    """Title of the sheet -> place such as B7 -> number."""
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        workbook = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        return {
            sheet.get("name"): dict(numbers_of(ElementTree.fromstring(parts.read(f"xl/{targets[sheet.get(RELATION)]}"))))
            for sheet in workbook.iter(f"{MAIN}sheet")
        }


def numbers_of(sheet):
    for cell in sheet.iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        if value is not None:
            yield cell.get("r"), float(value.text)
