"""Compares files of daily reports, as LibreOffice and Python read them, with the reports; says every difference.

Given a folder with ranges.json: [{ name, delimiter, source, reports }]. Beside it: the files of each range, and in read/ what
LibreOffice made of XLSX and CSV.
"""

import json
import math
import os
import re
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import flat_ods
import workbook_xml

FORMULA = re.compile("^[=+\\-@\t\r\n＝＋－＠]")
# What XML, in which LibreOffice saves, cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

COLUMNS = {
    "days": [
        ("date", "date"),
        ("total_calls", "count"),
        ("approximate", "flag"),
        ("success_rate", "share"),
        ("active_users", "count"),
        ("new_users", "count"),
        ("peak_hour", "instant"),
        ("peak_hour_calls", "count"),
        ("previous_day_calls", "count"),
        ("previous_day_change", "share"),
        ("previous_week_calls", "count"),
        ("previous_week_change", "share"),
        ("hours_explained", "share"),
        ("apis_explained", "share"),
        ("statuses_explained", "share"),
        ("users_explained", "share"),
    ],
    "endpoints": [("date", "date"), ("endpoint", "text"), ("calls", "count"), ("share", "share")],
    "statuses": [("date", "date"), ("status", "text"), ("calls", "count"), ("share", "share")],
    "hours": [("date", "date"), ("start", "instant"), ("minutes", "count"), ("calls", "count")],
    "users": [("date", "date"), ("user", "text"), ("calls", "count"), ("share", "share")],
}
PASSPORT = "source sample zone buckets from to read_at explained issues exported_at app".split()

compared = 0
differences = []


def main(folder):
    with open(os.path.join(folder, "ranges.json"), encoding="utf-8") as file:
        ranges = json.load(file)
    for one in ranges:
        compare_workbook(folder, one)
        compare_csv(folder, one)
        compare_json(folder, one)
    print(json.dumps({"compared": compared, "differences": differences[:20], "count": len(differences)}))


def rows_of(table, report):
    date, total = report["date"], report["total_calls"]
    if table == "days":
        peak, quality = report["peak_hour"] or {}, report["quality"]
        day, week = report["previous_day"] or {}, report["previous_week"] or {}
        yield [
            date,
            total,
            report["approximate"],
            report["success_rate"],
            report["active_users"],
            report["new_users"],
            local(peak.get("start"), report),
            peak.get("calls"),
            day.get("total_calls"),
            day.get("change"),
            week.get("total_calls"),
            week.get("change"),
            *(quality[part] for part in ("hours", "apis", "statuses", "users")),
        ]
    elif table == "hours":
        for hour in report["hourly"]:
            yield [date, local(hour["start"], report), hour["minutes"], hour["calls"]]
    else:
        if table == "users":
            users = report["top_users"]
            named = None if users is None else [(user["user"], user["calls"]) for user in users]
        else:
            part = report["api_breakdown" if table == "endpoints" else "status_breakdown"]
            named = None if part is None else sorted(part.items(), key=lambda item: (-item[1], item[0]))
        if named is None:
            yield [date, None, None, None]
        else:
            for name, calls in named:
                yield [date, name, calls, calls / total if total else None]


def local(start, report):
    if start is None:
        return None
    return datetime.fromisoformat(start.replace("Z", "+00:00")).astimezone(ZoneInfo(report["zone"]))


def offset_of(at):
    text = at.strftime("%z")
    return f"{text[:3]}:{text[3:]}"


def plain(name):
    return f"'{name}" if FORMULA.match(name) else name


def seen(text):
    """A text as it is after LibreOffice saved it."""
    return ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def compare_workbook(folder, one):
    sheets = flat_ods.sheets(os.path.join(folder, "read", f"{one['name']}.fods"))
    compare_first_and_last(sheets, one)
    written = workbook_xml.numbers(os.path.join(folder, f"{one['name']}.xlsx"))
    for table, columns in COLUMNS.items():
        expected = []
        header = []
        for name, kind in columns:
            header += [name, f"{name}_offset"] if kind == "instant" else [name]
        for report in one["reports"]:
            for row in rows_of(table, report):
                cells = []
                for (_, kind), value in zip(columns, row):
                    if kind != "instant":
                        cells.append((kind, value))
                    else:
                        cells.append((kind, value and value.strftime("%Y-%m-%dT%H:%M:%S")))
                        cells.append(("text", value and f"UTC{offset_of(value)}"))
                expected.append(cells)
        found = sheets[one["titles"][table]]
        where = f"{one['name']}.xlsx {table}"
        same(where, [cell[1] for cell in found[0]], header)
        same(f"{where}, rows", len(found) - 1, len(expected))
        for at, (cells, row) in enumerate(zip(expected, found[1:])):
            row = row + [(None, None, None)] * (len(cells) - len(row))
            same(f"{where} {at}, columns", len(row), len(cells))
            for column, ((kind, value), cell) in enumerate(zip(cells, row)):
                compare_cell(f"{where} {at}", kind, value, cell)
                if kind == "share":
                    number = written[one["titles"][table]].get(f"{chr(65 + column)}{at + 2}")
                    same(f"{where} {at}, to the last digit", number, value)


def compare_first_and_last(sheets, one):
    """The sheets before and after the tables: a few figures, and the passport."""
    where, reports = f"{one['name']}.xlsx", one["reports"]
    passport = {row[0][1]: row[1] for row in sheets[one["titles"]["passport"]]}
    for name, kind, value in (
        ("source", "text", one["source"]),
        ("sample", "flag", False),
        ("zone", "text", reports[0]["zone"]),
        ("from", "date", one["from"]),
        ("to", "date", one["to"]),
        ("days", "count", len(reports)),
        ("app", "text", "tallyscope 0.1.0"),
        ("cut_texts", "count", 0),
    ):
        compare_cell(f"{where} passport {name}", kind, value, passport[name])
    calls = sum(report["total_calls"] for report in reports)
    summary = [row[1] for row in sheets[one["titles"]["summary"]] if len(row) == 2]
    compare_cell(f"{where} summary source", "text", one["source"], summary[0])
    if calls < 2**53:
        compare_cell(f"{where} summary calls", "count", calls, summary[7])


def compare_cell(where, kind, value, cell):
    found_kind, found, formula = cell
    if value is None or value == "":
        return same(where, found or None, None)
    # LibreOffice opens a boolean as one of these two.
    same(f"{where} formula", formula, f"of:={str(value).upper()}()" if kind == "flag" else None)
    if kind == "flag":
        same(where, found, float(value))
    elif kind == "count" and value >= 1e15:
        same(where, (found_kind, found), ("string", str(value)))
    elif kind == "count":
        same(where, (found_kind, found), ("float", value))
    elif kind == "share":
        # LibreOffice saves fifteen digits, and twenty behind the point.
        same(where, found_kind, "percentage")
        same(where, value if math.isclose(found, value, rel_tol=1e-14, abs_tol=1e-20) else found, value)
    elif kind == "date":
        same(where, (found_kind, found), ("date", value))
    elif kind == "instant":
        same(where, (found_kind, found), ("date", value.removesuffix("T00:00:00")))
    else:
        same(where, (found_kind, found), ("string", seen(plain(value))))


def compare_csv(folder, one):
    for table, columns in COLUMNS.items():
        rows = [row for report in one["reports"] for row in rows_of(table, report)]
        path = os.path.join(folder, "read", f"{table}-{one['name']}.fods")
        if not rows:
            same(f"{path} is not made", os.path.exists(path), False)
            continue
        (found,) = flat_ods.sheets(path).values()
        where = f"{table}-{one['name']}.csv"
        same(where, [cell[1] for cell in found[0]], [name for name, _ in columns] + PASSPORT)
        same(f"{where}, rows", len(found) - 1, len(rows))
        for at, (row, cells) in enumerate(zip(rows, found[1:])):
            texts = [cell[1] or "" for cell in cells]
            for (_, kind), value, text in zip(columns, row, texts):
                compare_text(f"{where} {at}", kind, value, text)
            passport = dict(zip(PASSPORT, texts[len(columns) :]))
            same(f"{where} {at}", passport["source"], seen(plain(one["source"])))
            same(f"{where} {at}", passport["zone"], one["reports"][0]["zone"])
            same(f"{where} {at}", (passport["from"], passport["to"]), (one["from"], one["to"]))


def compare_text(where, kind, value, text):
    if value is None:
        same(where, text, "")
    elif kind == "flag":
        same(where, text, "true" if value else "false")
    elif kind in ("count", "share"):
        same(where, float(text), float(value))
    elif kind == "instant":
        same(where, text, value.strftime("%Y-%m-%dT%H:%M:%S") + offset_of(value))
    else:
        same(where, text, seen(plain(value)))


def compare_json(folder, one):
    with open(os.path.join(folder, f"{one['name']}.json"), encoding="utf-8") as file:
        document = json.load(file)
    same(f"{one['name']}.json", document["reports"], one["reports"])
    same(f"{one['name']}.json", document["passport"]["source"], one["source"])
    with open(os.path.join(folder, f"{one['name']}.jsonl"), encoding="utf-8", newline="\n") as file:
        lines = [json.loads(line) for line in file]
    for line in lines:
        same(f"{one['name']}.jsonl", line.pop("passport")["source"], one["source"])
    same(f"{one['name']}.jsonl", lines, one["reports"])


def same(where, found, expected):
    global compared
    compared += 1
    if found != expected:
        differences.append(f"{where}: {found!r:.200} in place of {expected!r:.200}")


main(sys.argv[1])
