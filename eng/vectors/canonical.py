#!/usr/bin/env python3
"""Computes the hashes that the tests and pages of this repository state, without the library.

Written from the documentation alone: the table of tags in docs/modules/values.md and the table of fields in docs/modules/verification.md, and, for the key of
evidence, docs/modules/slashing.md. The form of a policy is that of docs/decisions/0003 and 0015. Prints one line for each hash. `canonical.py --check` also looks for each in the files that state it, and fails when one is
missing there.
"""

import hashlib
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZERO = bytes(32)


def with_length(tag, data):
    return bytes([tag]) + len(data).to_bytes(4, "big") + data


def u64(value):
    return b"\x01" + value.to_bytes(8, "big")


def u128(value):
    return b"\x02" + value.to_bytes(16, "big")


def epoch(value):
    return b"\x03" + value.to_bytes(8, "big")


def digest(value):
    assert len(value) == 32
    return b"\x04" + value


def participant(name):
    return with_length(5, name.encode())


def task(name):
    return with_length(6, name.encode())


def amount(units):
    return b"\x07" + units.to_bytes(16, "big")


def proportion(parts):
    return b"\x08" + parts.to_bytes(8, "big")


def blob(data):
    return with_length(11, data)


def ratio(parts):
    return b"\x09" + parts.to_bytes(16, "big")


def text(value):
    return with_length(10, value.encode())


def sha(*fields):
    return hashlib.sha256(b"".join(fields)).digest()


RANDOMNESS = bytes(range(32))
SALT = RANDOMNESS[::-1]
EPOCH, CLOSING, DRAW = 12, 1_000, 1_002
RESULT = sha(text("capacloud/result-choice/v1"), u64(1))


def seal(author, job):
    return sha(text("capacloud/commitment/v2"), participant(author), task(job), epoch(EPOCH), u64(CLOSING), digest(RESULT), digest(SALT))


def leaf(author, job):
    return sha(text("capacloud/commitment-leaf/v1"), participant(author), task(job), epoch(EPOCH), u64(CLOSING), digest(seal(author, job)))


def node(left, right):
    return sha(text("capacloud/commitment-node/v1"), digest(left), digest(right))


def split(count):
    """The largest power of two below the count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def top(leaves):
    if not leaves:
        return ZERO
    if len(leaves) == 1:
        return leaves[0]
    left = split(len(leaves))
    return node(top(leaves[:left]), top(leaves[left:]))


def root(leaves):
    return sha(text("capacloud/commitments/v2"), epoch(EPOCH), u64(CLOSING), u64(len(leaves)), digest(top(leaves)))


def path(leaves, index):
    """The neighbours from the leaf to the top, as in RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    left = split(len(leaves))
    if index < left:
        return path(leaves[:left], index) + [top(leaves[left:])]
    return path(leaves[left:], index - left) + [top(leaves[:left])]


FIVE = [("Zoë", "job-7"), ("alice", "job-1"), ("alice", "job-2"), ("bob", "job-1"), ("carol", "job-9")]
LEAVES = [leaf(author, job) for author, job in FIVE]
SUBJECT = bytes(31) + b"\xff"

VECTOR_TESTS = "tests/CapaCloud.Mechanisms.Tests/Hashing/CanonicalEncodingVectorTests.cs"
TREE_TESTS = "tests/CapaCloud.Mechanisms.Tests/Verification/Commitments/CommitmentTreeTests.cs"
EVIDENCE_TESTS = "tests/CapaCloud.Mechanisms.Tests/Slashing/EvidenceTests.cs"
SETTLEMENT_TESTS = "tests/CapaCloud.Mechanisms.Tests/Settlement/Proofs/SettlementTreeTests.cs"
VERIFICATION = "docs/modules/verification.md"
VALUES = "docs/modules/values.md"
POLICY_TESTS = "tests/CapaCloud.Mechanisms.Tests/Settlement/Policies/PolicyJsonTests.cs"


def canonical(value):
    """The canonical form of JSON: no white space, the members of each object in the order of their UTF-16 code units. For texts without escapes."""
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return {name: canonical(member) for name, member in ordered}
    return [canonical(item) for item in value] if isinstance(value, list) else value


def policy_hash(path):
    form = json.dumps(canonical(json.loads(path.read_text(encoding="utf-8"))), separators=(",", ":"), ensure_ascii=False)
    return sha(text("capacloud/policy/v2"), blob(form.encode()))


def data_hash(name, value):
    """The content hash of a record of that name, as in docs/modules/serialization.md."""
    form = json.dumps(canonical(value), separators=(",", ":"), ensure_ascii=False)
    return sha(text("capacloud/data/v1"), text(name), blob(form.encode()))


def settlement_top(leaves):
    """The top of a settlement's lines, as in docs/how-to/prove-a-settlement.md."""
    if len(leaves) == 1:
        return leaves[0]
    left = split(len(leaves))
    return sha(text("capacloud/settlement-node/v1"), digest(settlement_top(leaves[:left])), digest(settlement_top(leaves[left:])))


def settlement_root(path):
    """The root of a settlement from its header, but for the top of the lines, which is computed here."""
    settled = json.loads(path.read_text(encoding="utf-8"))
    leaves = [data_hash("SettlementLine", line) for line in settled["lines"]]
    header = dict(settled["header"], top=settlement_top(leaves).hex(), lines=len(leaves))
    return data_hash("SettlementHeader", header)


def evidence_key(*what):
    return sha(text("capacloud/evidence/v2"), text("incorrect-result"), participant("alice"), *what)


def vectors():
    seed = sha(text("capacloud/seed/v1"), text("audit"), epoch(EPOCH), u64(CLOSING), u64(DRAW), digest(RANDOMNESS))
    draw = sha(text("capacloud/draw/v1"), digest(seed), participant("Zoë"), task("job-7"), u64(0))
    answer = sha(
        text("capacloud/answer/v1"), participant("Zoë"), u64(1), digest(RESULT), ratio(0), u128(5), proportion(900_000_000_000_000_000)
    )
    answers = sha(text("capacloud/task-answers/v1"), task("job-7"), epoch(EPOCH), u64(1), digest(answer))
    yield "seed", seed, [VERIFICATION, VECTOR_TESTS]
    yield "draw", draw, [VERIFICATION, VECTOR_TESTS]
    yield f"draw as a share of one: {int.from_bytes(draw[:16], 'big') / 2**128:.4f}", None, []
    yield "result", RESULT, [VERIFICATION, VECTOR_TESTS]
    yield "seal", seal("Zoë", "job-7"), [VERIFICATION, VECTOR_TESTS]
    yield "leaf", LEAVES[0], [VERIFICATION, VECTOR_TESTS]
    for count in range(6):
        pages = {0: [VERIFICATION], 1: [VERIFICATION, VECTOR_TESTS], 5: [VERIFICATION]}.get(count, [])
        yield f"root of {count}", root(LEAVES[:count]), [TREE_TESTS, *pages]
    for index in range(5):
        for step, neighbour in enumerate(path(LEAVES, index)):
            yield f"path of leaf {index}, step {step}", neighbour, [TREE_TESTS]
    yield "evidence of answers", answers, [VERIFICATION, VECTOR_TESTS]
    yield "planted seal", sha(text("capacloud/planted/v1"), task("job-7"), epoch(EPOCH), digest(RESULT), digest(SALT)), [VERIFICATION, VECTOR_TESTS]
    yield "planted error", sha(
        text("capacloud/planted-error/v1"), digest(leaf("Zoë", "job-7")), digest(RESULT), digest(SALT), digest(RANDOMNESS), digest(SALT)), [VERIFICATION, VECTOR_TESTS]
    yield "key of evidence about a subject", evidence_key(digest(SUBJECT)), [EVIDENCE_TESTS]
    yield "key of evidence about a task", evidence_key(task("job-7")), [EVIDENCE_TESTS]
    yield "key of evidence about an epoch", evidence_key(epoch(10)), [EVIDENCE_TESTS]
    yield "policy of eng/vectors/small-policy.json", policy_hash(ROOT / "eng/vectors/small-policy.json"), [POLICY_TESTS]
    yield "root of eng/vectors/settlement.json", settlement_root(ROOT / "eng/vectors/settlement.json"), [SETTLEMENT_TESTS]
    yield "example of values.md", sha(text("example/v1"), participant("alice"), epoch(5)), [VALUES]


def main():
    missing = 0
    for name, value, files in vectors():
        print(f"{value.hex()}  {name}" if value else name)
        for file in files if "--check" in sys.argv else []:
            if value.hex() not in (ROOT / file).read_text(encoding="utf-8"):
                print(f"  is not in {file}")
                missing += 1
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
