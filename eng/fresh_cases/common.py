"""What the programs that draw fresh cases have in common: rounding of Python integers and fractions, and writing files of cases."""
import json
import pathlib
from fractions import Fraction

WAD = 10**18


def truncated(numerator, denominator):
    size = abs(numerator) // abs(denominator)
    return -size if (numerator < 0) != (denominator < 0) else size


def half_even(numerator, denominator):
    """The nearest integer on the size of the number, ties to even, the sign put back (Cosmos)."""
    size, rest = divmod(abs(numerator), abs(denominator))
    if 2 * rest > abs(denominator) or (2 * rest == abs(denominator) and size % 2):
        size += 1
    return -size if (numerator < 0) != (denominator < 0) else size


def half_down(numerator, denominator):
    whole, rest = divmod(numerator, denominator)
    return whole + 1 if 2 * rest > denominator else whole


def digits18(parts):
    return f"{'-' if parts < 0 else ''}{abs(parts) // WAD}.{abs(parts) % WAD:018d}"


def rough(random, most_bits):
    """A number of random width: small ones and large ones are equally likely."""
    return random.getrandbits(random.randint(1, most_bits))


def number(value):
    return float(value) if isinstance(value, Fraction) else value


def write(folder, name, cases):
    path = pathlib.Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    for case in cases:
        case.setdefault("source", "drawn from the rule by eng/fresh-cases")
    path.write_text(json.dumps(cases, indent=1))
    return f"{name} {len(cases)}"
