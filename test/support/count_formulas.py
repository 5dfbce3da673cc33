"""Counts cells that LibreOffice took for a formula, and those of text, in flat OpenDocument files."""

import json
import sys

import flat_ods

# How LibreOffice opens a boolean of a workbook.
BOOLEAN = ("of:=TRUE()", "of:=FALSE()")

cells = [cell for path in sys.argv[1:] for rows in flat_ods.sheets(path).values() for row in rows for cell in row]
formulas = [formula for _, _, formula in cells if formula is not None and formula not in BOOLEAN]
texts = [value for kind, value, _ in cells if kind == "string"]
print(json.dumps({"formulas": formulas[:20], "texts": texts}))
