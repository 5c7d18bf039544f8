#!/usr/bin/env python3
"""Second verifier of the journal, written from docs/reference/journal-format.md. SQLite only.
usage: verify_journal.py --database FILE --checkpoints DIR [--checkpoints DIR] [--key FILE [--key FORMER]]
Prints JSON; answers 0 when all agrees, 1 when something does not, 2 when it could not be done."""
import argparse, base64, bisect, functools, hashlib, hmac, itertools, json, os, re, sqlite3, struct, sys
from datetime import datetime, timedelta, timezone
GENERAL, CATALOGUE = "0" * 32, "f" * 32
TABLES = {name.rstrip("*"): name[-1] == "*" for name in (  # whether a row may change
    "AcknowledgementWithdrawals Acknowledgements AmendmentAuthors* Amendments* ApprovalSteps* Assignments* Campaigns CourseAttempts CourseAttendances CoursePlans CourseQuestions CourseVersions CustodyHandovers Departments* Documents* Editions Employments* Files FormerNames* GrantConfirmations GrantReviews "
    "GrantVerdicts Grants* GuidelineCitations ImplementsLinks* InformationSystems* Leaves* MatterAnswers Matters OpennessDecisions PairingCorrections People* PersonnelChangeRows PersonnelChanges* Posts* ProvisionOpenness SharedTerminals* SystemUses* TargetDecisions TargetRules").split()}
MEMBERS, RESTORE = ("action actor at details document id log rows salt v mac".split(), "action actor at details document id log salt v mac".split()), "backup size root at restored-size restored-hour lost-hour held held-root restored-at".split()
NUMBERS, NUMBER, HASH = ("size", "restored-size", "restored-hour", "lost-hour", "held"), "(?:0|[1-9][0-9]{0,17})", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
AT, SALT, MAC, UUID = (re.compile(form, re.ASCII).fullmatch for form in (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", "[0-9a-fA-F]{32}", "[0-9a-f]{32}", "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"))
def is_instant(value):
    try: return AT(value) is not None and datetime.fromisoformat(value[:19]) is not None
    except (ValueError, TypeError): return False
sha, is_id, written = lambda data: hashlib.sha256(data).digest(), lambda value: isinstance(value, str) and UUID(value) is not None, lambda value: value.replace("-", "").lower() if is_id(value) else value
blob, text = lambda value: value if isinstance(value, bytes) else b"", lambda value: "" if value is None else value.hex().upper() if isinstance(value, bytes) else str(value)
named = lambda value: written(value) if value is None or is_id(value) else f"'{value}'" if isinstance(value, str) else f"x'{text(value)}'"
class Edge:  # the right edge of a tree: roots of its full subtrees
    def __init__(self): self.full, self.size = [], 0
    def add(self, leaf):
        rest, self.size = self.size, self.size + 1
        while rest & 1: leaf, rest = sha(b"\1" + self.full.pop() + leaf), rest >> 1
        self.full.append(leaf)
    def root(self): return functools.reduce(lambda root, left: sha(b"\1" + left + root), self.full[-2::-1], self.full[-1] if self.full else sha(b""))
def commitment(salt, trees):  # the root of the tree of places in which the trees (id, size, root) stand, everything else being filled
    mask, nodes = lambda what: hmac.digest(salt, what.encode(), "sha256"), {}
    for id_, size, root in sorted(trees):
        place = int.from_bytes(mask("place" + id_)[:2], "big")
        while place in nodes: place = (place + 1) % 65536
        nodes[place] = sha(b"\0" + mask("leaf" + id_)[:16] + id_.encode() + struct.pack(">q", size) + root)
    for floor in range(16):
        nodes = {index // 2: sha(b"\1" + b"".join(nodes[at] if at in nodes else mask(f"none{chr(97 + floor)}{at:04x}") for at in (index & ~1, index | 1))) for index in nodes}
    return nodes.get(0) or mask("noneq0000")
P, N = 2**256 - 2**224 + 2**192 + 2**96 - 1, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # ECDSA on P-256 (FIPS 186-4), affine; None is the point at infinity
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296, 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
def plus(a, b):
    if a is None or b is None: return b if a is None else a
    if a[0] == b[0] and (a[1] + b[1]) % P == 0: return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P
def times_both(u, v, q):  # u·G + v·q, both at once
    both, sum_ = plus(G, q), None
    for bit in range(255, -1, -1):
        sum_ = plus(sum_, sum_)
        if u >> bit & 1 or v >> bit & 1: sum_ = plus(sum_, both if u >> bit & v >> bit & 1 else G if u >> bit & 1 else q)
    return sum_
def is_signed(keys, text, signature):
    try: signed = base64.b64decode(signature, validate=True)
    except ValueError: return False
    der, length = signed[4:], int.from_bytes(signed[7:8], "big")
    r, s = int.from_bytes(der[4:4 + length], "big"), int.from_bytes(der[6 + length:], "big")
    if not (0 < r < N and 0 < s < N) or base64.b64encode(signed).decode() != signature: return False
    numbers = b"".join(b"\2" + bytes([len(number)]) + number for number in (value.to_bytes(value.bit_length() // 8 + 1, "big") for value in (r, s)))
    u, v = int.from_bytes(sha(text.encode()), "big") * (w := pow(s, -1, N)) % N, r * w % N
    points = (times_both(u, v, (int.from_bytes(key[-64:-32], "big"), int.from_bytes(key[-32:], "big"))) for key in keys if sha(key)[:4] == signed[:4])
    return der == b"0" + bytes([len(numbers)]) + numbers and any(point is not None and point[0] % N == r for point in points)
@functools.cache
def parse_note(note, keys):  # (name, size, root, instant, note) of a note that one of the keys signed, or None
    found = re.fullmatch(rf"((\S+)\n({NUMBER})\n({HASH})\nat (.{{19}})Z\n)\n— (\S+) (\S+)\n", note)
    if not found or found[2] != found[6] or not is_instant(found[5] + ".0000000Z") or not is_signed(keys, found[1], found[7]): return None
    return found[2], int(found[3]), base64.b64decode(found[4]), datetime.fromisoformat(found[5]), note
def read_folder(path, keys):
    notes, unsigned, names = {"general": [], "procedures": []}, [], sorted(os.listdir(path))
    texts = lambda tree, kind: (open(os.path.join(path, name), "rb").read().decode("utf-8-sig", "replace") for name in names if re.fullmatch(f"{tree}-....-..[.]{kind}", name))
    for tree, text in ((tree, text) for tree in notes for text in texts(tree, "notes")):
        block = before = ""
        for line in (line for line in text.split("\n")[:-1] if not line.endswith(" (cut off)")):
            if line.startswith("— "):
                note, block, before = parse_note(("" if block else before) + "\n" + line + "\n", keys), "", ""
                (notes[tree] if note and note[0].endswith("/" + tree) else unsigned).append(note)
            else: block, before = (block + line + "\n", before) if line else ("", block)
    lines = (re.fullmatch(f"([0-9]{{1,99}}) ({HASH})", line) for text in texts("general", "leaves") for line in re.split("\r\n|[\r\n]", text))
    return notes, {int(line[1]): base64.b64decode(line[2]) for line in lines if line}, len(unsigned), bool(notes["general"]) and not parse_note(notes["general"][-1][4], keys[:1])
def row_hash(salt, row):
    data = salt
    for name, value in sorted((name, written(row[name])) for name in row if row[name] is not None):
        kind = "u" if is_id(row[name]) else {int: "i", bytes: "b", float: "r"}.get(type(value), "t")
        value = value if kind == "b" else str(value).encode()
        data += f"{name}:{kind}:{len(value)}:".encode() + value + b"\n"
    return sha(data).hex()
def once(members): return dict(members) if len(dict(members)) == len(members) else None
def wrong_column(entry):  # which column says something else than the record, and the record
    try:
        record = json.loads(entry["Bytes"].decode(), object_pairs_hook=once)
        words = [record["action"], record["id"], record["log"], *(record[name] for name in ("actor", "document") if record[name] is not None), *record["details"].values(), *record.get("rows", {}).values()]
        if repr(record["v"]) != "1" or list(record) not in MEMBERS or not is_instant(record["at"]) or not SALT(record["salt"]) or not MAC(record["mac"]) or "".join(words).encode() is None: return "Bytes", None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError): return "Bytes", None
    for name, told in (("Action", record["action"]), ("ActorId", record["actor"]), ("At", record["at"][:-1].replace("T", " ").rstrip("0").rstrip(".")), ("DocumentId", record["document"]), ("Id", record["id"]), ("Log", record["log"])):
        if (named(entry[name]) if "Id" in name else entry[name]) != told: return name, record
    return None, record
def verify(database, folders, keys):
    outside = sorted(((path, *read_folder(path, keys)) for path in folders), key=lambda folder: folder[-1])  # those of former keys last
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)
    db.row_factory, db.text_factory, _ = sqlite3.Row, lambda letters: letters.decode(errors="replace"), db.execute("BEGIN")
    found, trees, rows, restores, untold, unplaced, young, waiting = [], {}, {}, [], [], [], {}, 0
    def add(fault, tree, number, what): found.append({"fault": fault, "tree": {GENERAL: "general", CATALOGUE: "catalogue"}.get(tree, tree), "number": number, "what": what})
    real = {row["name"] for row in db.execute("PRAGMA main.table_list") if (row["schema"], row["type"]) == ("main", "table")}
    for table in {*TABLES, "Journal", "JournalNotes", "JournalPositions"} - real: add("table", None, None, table)
    read, entries = lambda table, order="": db.execute(f"SELECT * FROM {table} NOT INDEXED {order}") if table in real else (), {}  # an index could say something else than its table
    for entry in read("Journal"):
        (column, record), name, tree = wrong_column(entry), named(entry["Id"]), {"General": GENERAL, "Restricted": named(entry["DocumentId"]) or CATALOGUE}.get(entry["Log"])
        entries[(name, len(entries)) if name is None or name in entries else name] = (sha(b"\0" + blob(entry["Bytes"])), column, tree,
            record["at"] if record else "9", record if record and ("rows" in record or record["action"] == "backup.restored") else None)
    for place in read("JournalPositions", "ORDER BY Tree, Number"):
        id_, number, entry = named(place["Tree"]) or "", place["Number"] if isinstance(place["Number"], int) else -1, entries.pop(named(place["EntryId"]), None)
        tree = trees.setdefault(id_, {"next": 0, "leaves": [], "ats": [], "hours": [], "hour": -1 << 63, "broken": False, "count": 0, "gone": -2})
        tree["count"], expected, tree["next"] = tree["count"] + 1, tree["next"], max(tree["next"], number + 1)
        if number != expected: add(*(("missing", id_, expected) if number > expected else ("place", id_, number)), "Number")
        if number >= expected and not entry:
            if tree["gone"] != number - 1: add("missing", id_, number, "Journal")
            tree["gone"] = number
        tree["broken"] |= number > expected or tree["gone"] == number
        if number < expected or not entry: continue
        (leaf, column, home, at, record), hour = entry, place["Hour"]
        if has_hour := isinstance(hour, int) and hour >= tree["hour"]: tree["hour"] = hour
        if not tree["broken"]: tree["leaves"].append(leaf), tree["ats"].append(at), tree["hours"].append(max(tree["hours"][-1:] + [hour if isinstance(hour, int) else float("inf")]))
        if place["Leaf"] != leaf: add("bytes", id_, number, "Leaf")
        if column: add("column", id_, number, column)
        if not (hour is None if id_ == GENERAL else has_hour): add("column", id_, number, "Hour")
        if id_ != home: add("place", id_, number, "Tree")
        for name, hash_ in (record or {}).get("rows", {}).items():
            if name not in rows or rows[name][0][0] == id_ or record["at"] >= rows[name][0][2]: rows[name] = [(id_, number, record["at"], record["salt"], hash_)] + [one for one in rows.get(name, ()) if one[2] == record["at"]]
        told = record["details"] if record and id_ == GENERAL and record["action"] == "backup.restored" else {}
        is_whole = set(RESTORE) <= told.keys() and all(re.fullmatch(NUMBER, told[name]) for name in NUMBERS) and re.fullmatch(HASH, told["held-root"]) and is_instant(told["restored-at"])
        if is_whole and is_signed(keys, "".join(told[name] + "\n" for name in RESTORE), told.get("signature", "")): restores.append((number, told))
        elif "size" in told: add("restore", id_, number, "unsigned")
        elif re.fullmatch(NUMBER, told.get("restored-size", "")): untold.append((number, {**told, "size": "0", "restored-at": record["at"]}))
    for _, column, _, at, record in entries.values():
        unplaced.append(at)
        if column: add("column", None, None, column)
        for name, hash_ in (record or {}).get("rows", {}).items(): young.setdefault(name, []).append((record["salt"], hash_))
    kept = [*read("JournalNotes", "ORDER BY OfProcedures, Size, Note")]
    for note, before in zip(kept, [None] + kept):
        point, procedures, twice = parse_note(text(note["Note"]), keys), note["OfProcedures"] == 1, before and all(before[name] == note[name] for name in ("OfProcedures", "Size"))
        if (twice or not point or point[1] != note["Size"] or point[0].endswith("/procedures") != procedures or note["OfProcedures"] not in (0, 1) or str(point[3]) != text(note["At"])
                or blob(note["Salt"]) != note["Salt"] or len(note["Salt"]) != 16 * procedures): add("note", None, None, f"JournalNotes {note['Size']}{' twice' * bool(twice)}")
    written_here, salts = {note["Note"] for note in kept}, {note["Size"]: blob(note["Salt"]) for note in reversed(kept) if note["OfProcedures"] == 1}  # of two for one hour the first
    general, anchored, until, now = trees.get(GENERAL, {"leaves": [], "ats": [], "count": 0}), 0, None, None
    for path, notes, leaves, unsigned, is_former in outside:
        if unsigned: add("note", None, None, f"{path}: {unsigned} unsigned")
        points, undone = notes["general"], set()
        for _, told in restores:
            last = max((i for i, p in enumerate(points) if str(p[1]) == told["size"] and base64.b64encode(p[2]).decode() == told["root"]), default=-1)
            undone |= {i for i in range(last + 1) if points[i][1] > int(told["restored-size"])}
        standing = [point for i, point in enumerate(points) if i not in undone]
        edge, good, ours, wanted = Edge(), 0, {0: sha(b"")}, {point[1] for point in standing} | {int(told["held"]) for _, told in restores}
        for leaf in general["leaves"]:
            edge.add(leaf)
            if edge.size in wanted: ours[edge.size] = edge.root()
        for _, size, root, _, _ in standing:
            if ours.get(size) == root: good = max(good, size); continue
            theirs = Edge()
            for number in itertools.takewhile(leaves.__contains__, range(size)): theirs.add(leaves[number])
            first = len(general["leaves"]) if size > len(general["leaves"]) else good
            if (theirs.size, theirs.root()) == (size, root): first = next((n for n in range(good, size) if general["leaves"][n:n + 1] != [leaves[n]]), first)
            add("missing" if first == len(general["leaves"]) else "signed", GENERAL, first, path)
            break
        covers, now = (max(good, now or 0), now) if is_former else (good, good if now is None else min(now, good))  # a former folder gets no more: there every present one has to cover a restore
        for number, told in restores:
            if number >= covers and any(point[1] > int(told["restored-size"]) for point in points) or base64.b64encode(ours.get(int(told["held"]), b"")).decode() != told["held-root"]: add("restore", GENERAL, number, path)
        for point in (point for point in standing if point[4] not in written_here): add("note", None, None, f"JournalNotes {point[1]} missing")
        anchored, edges, open_, hours = max(anchored, good), {id_: Edge() for id_ in trees if id_ != GENERAL and id_.isalnum()}, None, sorted(notes["procedures"], key=lambda note: note[1])
        for _, hour, root, at, _ in hours:
            for tree, edge in ((trees[id_], edge) for id_, edge in edges.items()):
                while edge.size < len(tree["leaves"]) and tree["hours"][edge.size] <= hour: edge.add(tree["leaves"][edge.size])
            is_lost = any(n < covers and int(told["restored-hour"]) < hour <= int(told["lost-hour"]) for n, told in restores)
            if hour in salts and commitment(salts[hour], [(id_, edge.size, edge.root()) for id_, edge in edges.items() if edge.size]) == root:
                if open_: add("committed", None, None, open_)
                open_, until = None, max(until or at, at)
            elif hour not in salts and not is_lost: add("note", None, None, f"JournalNotes {hour} missing")
            elif not is_lost: open_ = open_ or at.isoformat() + "Z"
        if open_: add("committed", None, None, open_)
    for table in TABLES:
        key_columns = [column["name"] for column in sorted(db.execute(f"PRAGMA table_info({table})"), key=lambda column: column["pk"]) if column["pk"]]
        for row in read(table):
            record = rows.pop(name := "/".join([table] + [text(written(row[column])) for column in key_columns]), None)
            is_as = lambda said: any(row_hash(bytes.fromhex(one[-2]), dict(row)) == one[-1] for one in said)
            if record and is_as(record): continue
            if (not record or TABLES[table]) and is_as(young.get(name, ())): waiting += 1
            else: add("row", record[0][0] or None if record else None, record[0][1] if record else None, f"{name} {'differs' if record else 'unrecorded'}")
    for name, record in rows.items(): add("row", record[0][0] or None, record[0][1], f"{name} missing")
    day_ago, hour_ago, soon = ((datetime.now(timezone.utc) - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S") for minutes in (1440, 60, -10))
    tails = [(tree["ats"], bisect.bisect_right(tree["hours"], until.replace(tzinfo=timezone.utc).timestamp() // 3600) if until else 0) for id_, tree in trees.items() if id_ != GENERAL]
    is_late = {"tail": any(at < day_ago for at in general["ats"][anchored:anchored + 1]), "procedureTail": any(at < day_ago for ats, first in tails for at in ats[first:first + 1]), "unplaced": (late := sum(at != "9" and not hour_ago <= at <= soon for at in unplaced)) > 0}  # one of a time to come would never grow old
    return {"findings": found, "warnings": [tail for tail in is_late if is_late[tail]], "keys": [sha(key).hex()[:8] for key in keys], "entries": general["count"], "anchored": anchored, "tail": general["count"] - anchored,
            "unplaced": len(unplaced), "unplacedRows": waiting, "longUnplaced": late, "procedureEntries": sum(tree["count"] for tree in trees.values()) - general["count"], "committedUntil": until and until.isoformat() + "Z",
            "restores": [{"number": number, "at": told["restored-at"], "size": int(told["size"]), "restoredSize": int(told["restored-size"])} for number, told in sorted(restores + untold)]}
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--database", "--checkpoints", "--key"): parser.add_argument(name, action="append", required=name != "--key")
    given = parser.parse_args()
    try:
        pems = [open(path).read() for path in given.key or [os.path.join(given.checkpoints[0], "journal-key.pem")]]
        report = verify(given.database[-1], given.checkpoints, tuple(base64.b64decode("".join(line for line in pem.split("\n") if "-" not in line)) for pem in pems))
    except (OSError, ValueError, sqlite3.Error) as fault: return print(f"It could not be verified: {fault}", file=sys.stderr) or 2
    return print(json.dumps(report, indent=1, ensure_ascii=False)) or (1 if report["findings"] else 0 if report["anchored"] else 2)
if __name__ == "__main__": sys.exit(main())
