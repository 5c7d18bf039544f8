#!/usr/bin/env python3
"""Checks a journal that was taken out with proofs, written from docs/reference/journal-format.md. Needs verify_journal.py beside it, and neither portal nor database.
usage: verify_proofs.py FILE --key journal-key.pem
Prints JSON; answers 0 when every proof holds, 1 when one does not or there is none, 2 when it could not be done.
"""
import base64, json, sys
from verify_journal import parse_note, sha

def root_from(leaf, node, size, path):
    """The root that a tree of the size must have when the leaf stands at the place; None when the path has another length."""
    last, root = size - 1, leaf
    if not 0 <= node <= last: return None
    for neighbour in path:
        if last == 0: return None
        if node & 1 or node == last:
            root = sha(b"\1" + neighbour + root)
            while not node & 1 and node: node, last = node >> 1, last >> 1
        else: root = sha(b"\1" + root + neighbour)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None

def fault_of(line, key):
    """What does not hold of a line; "" when it all does; None when the entry is not signed yet."""
    try:
        proof = json.loads(line)
        if proof["what"] != "ccspolicy-entry-1": return "file"
        if set(proof) == {"what", "record"}: return None
        if base64.b64decode(proof["key"], validate=True) != key: return "key"
        note = parse_note(proof["note"], key)
        if not note or not note[0].endswith("/general"): return "signature"
        path = [base64.b64decode(neighbour, validate=True) for neighbour in proof["path"]]
        root = root_from(sha(b"\0" + proof["record"].encode()), proof["index"], proof["size"], path)
        return "" if root == note[2] and proof["size"] == note[1] else "tree"
    except (ValueError, KeyError, TypeError, AttributeError):
        return "file"

def main(arguments):
    if len(arguments) != 3 or arguments[1] != "--key": return print(__doc__) or 2
    try:
        key = base64.b64decode("".join(line for line in open(arguments[2]).read().split("\n") if "-" not in line))
        told = [fault_of(line, key) for line in open(arguments[0], "rb")]
    except (OSError, ValueError) as fault:
        return print(f"It could not be verified: {fault}", file=sys.stderr) or 2
    faults = [{"line": number, "fault": fault} for number, fault in enumerate(told, 1) if fault]
    print(json.dumps({"entries": len(told), "proven": told.count(""), "unsigned": told.count(None), "faults": faults}, indent=1))
    return 1 if faults or not told.count("") else 0

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
