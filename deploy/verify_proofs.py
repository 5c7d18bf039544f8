#!/usr/bin/env python3
"""Checks a journal that was taken out with proofs, written from docs/reference/journal-format.md. Needs verify_journal.py beside it, and neither portal nor database.
usage: verify_proofs.py FILE --key journal-key.pem
Prints JSON; answers 0 when every proof holds, 1 when one does not or there is none, 2 when it could not be done.
"""
import base64, json, sys
from verify_journal import parse_note, sha

FLOORS = 16  # of the tree of places, in which the trees of procedures stand
CATALOGUE = "f" * 32  # stands for the entries of procedures that are about no single one

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

def root_of_places(proof, root):
    """Goes on from the root of the tree of a procedure to that of the hour in which it stood."""
    hour, tree = proof["hour"], json.loads(proof["record"])["document"] or CATALOGUE
    salt, path = base64.b64decode(hour["salt"], validate=True), [base64.b64decode(neighbour, validate=True) for neighbour in hour["path"]]
    if root is None or len(salt) != 16 or len(path) != FLOORS: return None
    return root_from(sha(b"\0" + salt + tree.encode() + proof["size"].to_bytes(8, "big") + root), hour["place"], 1 << FLOORS, path)

def fault_of(line, key):
    """What does not hold of a line; "" when it all does; None when the entry is not signed yet, "marking" for a line that is no entry."""
    try:
        proof = json.loads(line)
        if proof["what"] == "ccspolicy-marking-1" and set(proof) == {"what", "words"}: return "marking"
        if proof["what"] != "ccspolicy-entry-1": return "file"
        if set(proof) == {"what", "record"}: return None
        if base64.b64decode(proof["key"], validate=True) != key: return "key"
        note, hour = parse_note(proof["note"], (key,)), "hour" in proof
        if not note or not note[0].endswith("/procedures" if hour else "/general"): return "signature"
        path = [base64.b64decode(neighbour, validate=True) for neighbour in proof["path"]]
        root = root_from(sha(b"\0" + proof["record"].encode()), proof["index"], proof["size"], path)
        if hour: return "" if root_of_places(proof, root) == note[2] else "tree"
        return "" if root == note[2] and proof["size"] == note[1] else "tree"
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return "file"

def main(arguments):
    if len(arguments) != 3 or arguments[1] != "--key": return print(__doc__) or 2
    try:
        key = base64.b64decode("".join(line for line in open(arguments[2]).read().split("\n") if "-" not in line))
        told = [fault for fault in (fault_of(line, key) for line in open(arguments[0], "rb")) if fault != "marking"]
    except (OSError, ValueError) as fault:
        return print(f"It could not be verified: {fault}", file=sys.stderr) or 2
    faults = [{"line": number, "fault": fault} for number, fault in enumerate(told, 1) if fault]
    print(json.dumps({"entries": len(told), "proven": told.count(""), "unsigned": told.count(None), "faults": faults}, indent=1))
    return 1 if faults or not told.count("") else 0

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
