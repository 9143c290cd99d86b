"""Verification: drawing, shuffling, beacons, juries, tickets."""
import hashlib
import math
from fractions import Fraction
from itertools import permutations

from common import rough

CERTAIN = 2**256 - 1


def shuffled_index(index, count, seed, rounds):
    for r in range(rounds):
        pivot = int.from_bytes(hashlib.sha256(seed + bytes([r])).digest()[:8], "little") % count
        flip = (pivot + count - index) % count
        position = max(index, flip)
        source = hashlib.sha256(seed + bytes([r]) + (position // 256).to_bytes(4, "little")).digest()
        index = flip if source[(position % 256) // 8] >> (position % 8) & 1 else index
    return index


def swap_or_not(random):
    count, rounds, seed = random.choice([0, 1, 2, 7, 40, 300]), random.choice([90, 10, 1, 0]), random.randbytes(32)
    values = [random.randint(0, 10**6) for _ in range(count)]
    result = [0] * count
    for index in range(count):
        result[shuffled_index(index, count, seed, rounds)] = values[index]
    return {"inputs": {"seedHex": seed.hex(), "listSize": count, "rounds": rounds, "list": values}, "expected": {"shuffled": result}}


def algorand(random):
    money = random.randint(1, 60)
    total = money + random.randint(0, 10**6)
    size, draw = random.randint(1, max(1, total // 2)), random.randbytes(32)
    ratio = float(Fraction(int.from_bytes(draw, "big"), 2**256 - 1))
    chance = Fraction(size / total)
    below, seats = Fraction(0), money
    for j in range(money):
        below += math.comb(money, j) * chance**j * (1 - chance) ** (money - j)
        if ratio <= float(below):
            seats = j
            break
    return {"inputs": {"money": money, "totalMoney": total, "expectedSize": size, "digestHex": draw.hex()}, "expected": {"weight": seats}}


def drand(random):
    genesis, period = random.choice([1000, 1692803367, random.randint(0, 2**33), -random.randint(1, 10**6)]), random.choice([1, 2, 3, 30, random.randint(1, 10**5)])
    inputs = {"genesis": genesis, "periodSeconds": period}
    if random.random() < 0.4:
        number = random.choice([0, 1, rough(random, 30), rough(random, 64)])
        last = 2**63 - 1 - 2**36
        late = number > (2**64 - 1) >> ((period * 10**9).bit_length() - 1)
        time = genesis if number == 0 else last if late else min(last, genesis + (number - 1) * period)
        return {"inputs": {**inputs, "round": number}, "expected": {"time": time}}
    now = genesis + random.choice([-1, 0, 1, -random.randint(1, 10**6), random.randint(0, 10**9), period, period - 1])
    after = 1 if now < genesis else (now - genesis) // period + 2
    return {"inputs": {**inputs, "now": now}, "expected": {"nextRound": after, "nextRoundTime": genesis + (after - 1) * period}}


def weighted_sampling(random):
    weights = [random.randint(1, 50) for _ in range(random.randint(1, 6))]
    size = random.randint(0, len(weights)) or 1
    chance = [Fraction(0)] * len(weights)
    for order in permutations(range(len(weights)), size):
        left, likely = sum(weights), Fraction(1)
        for i in order:
            likely *= Fraction(weights[i], left)
            left -= weights[i]
        for i in order:
            chance[i] += likely
    return {"inputs": {"weights": weights, "sampleSize": size}, "expected": {"inclusionProbability": [float(c) for c in chance]}, "tolerance": 1e-12}


def kleros(random):
    votes = [random.choice([0, 1, 2, None]) for _ in range(random.randint(1, 9))]
    stake, alpha = rough(random, 50), random.choice([10000, 5000, 1, 0, 3333])
    cast = [v for v in votes if v is not None]
    counts = {c: cast.count(c) for c in cast}
    leaders = [c for c in counts if counts[c] == max(counts.values())]
    tied = len(leaders) > 1
    winner = leaders[0] if len(leaders) == 1 else 0
    inputs = {"votes": votes, "minStake": stake, "alphaBps": alpha}
    if random.random() < 0.5 and cast:
        winner = random.choice([0, 1, 2]) if random.random() < 0.5 else winner  # a later round may have ruled otherwise
        tied = random.random() < 0.2
        inputs |= {"winningChoice": winner, "tied": tied}
    coherent = len(cast) if tied else cast.count(winner)
    jurors = []
    for vote in votes:
        if vote is None or vote not in jurors:
            jurors.append(vote)
    at_stake, silent = stake * alpha // 10000, iter([i for i, j in enumerate(jurors) if j is None])
    who = [next(silent) if v is None else jurors.index(v) for v in votes]
    has_stakes = random.random() < 0.5
    stakes = [random.choice([stake * len(votes) + rough(random, 40), stake, rough(random, 50)]) for _ in jurors] if has_stakes else None
    left = list(stakes) if has_stakes else [at_stake * len(votes)] * len(jurors)
    penalty = [0] * len(jurors)
    for vote, juror in zip(votes, who):
        if vote is None or not (tied or vote == winner):
            taken = min(at_stake, left[juror])
            left[juror] -= taken
            penalty[juror] += taken
    penalties = sum(penalty)
    fee = rough(random, 70)
    if random.random() < 0.5:
        inputs["feePerVoteWei"], fees = str(fee), fee * len(votes)
    else:
        inputs["feePoolWei"], fees = str(fee), fee
    reward, paid = (penalties // coherent, fees // coherent) if coherent else (0, 0)
    over = (penalties - reward * coherent, fees - paid * coherent)
    expected = {"coherent": coherent, "pnkPenalties": penalties, "pnkRewardPerCoherentVote": reward, "feeRewardPerCoherentVoteWei": str(paid),
                "sumFeeRewardWei": str(paid * coherent), "leftoverTo": "owner" if any(over) else "nobody", "leftoverPnk": over[0], "leftoverFeeWei": str(over[1])}
    losers = [j for j in range(len(jurors)) if penalty[j]]
    if has_stakes:
        inputs["stakes"] = stakes
        if losers:
            expected |= {"loserStakeAfterPenalty": left[losers[0]], "loserUnstakedBecauseBelowMin": left[losers[0]] < stake or jurors[losers[0]] is None}
    return {"inputs": inputs, "expected": expected}


def livepeer(random):
    kind = random.randint(0, 3)
    if kind == 0:
        value, gas, price, times, reserve = rough(random, 60), rough(random, 20), rough(random, 40), random.randint(0, 200), rough(random, 90)
        face = gas * price * times
        face = min(100 * value if face < value else face, reserve)
        inputs = {"ev": value, "redeemGas": gas, "gasPrice": price, "txCostMultiplier": times, "maxFloat": reserve}
        if face < value:
            return {"inputs": inputs, "expected": {"error": "insufficient sender reserve"}}
        if face == 0:
            return livepeer(random)
        certain = random.choice([CERTAIN, rough(random, 200) + 2])
        return {"inputs": {**inputs, "maxWinProb": "2^256-1" if certain == CERTAIN else str(certain)},
                "expected": {"faceValue": face, "winProb": str(value * -(-certain // face))}}
    if kind == 1:
        face, chance = rough(random, 90), random.choice([0, CERTAIN, random.randint(0, CERTAIN)])
        rest = Fraction(face * chance, CERTAIN)
        return {"inputs": {"faceValue": face, "winProb": str(chance)}, "expected": {"expectedValueRounded": (2 * rest.numerator + rest.denominator) // (2 * rest.denominator)}}
    names = [str(i) for i in range(1, random.randint(2, 7))]
    if kind == 2:
        stakes, prices = [random.choice([0, random.randint(1, 10**6)]) for _ in names], [random.randint(0, 500) for _ in names]
        a, b = sorted([random.random(), random.random()])
        weights, factor = (a, b - a, 1 - b), random.choice([100.0, 17.0])
        by_price = [math.exp(-p / factor) for p in prices]
        likely = [weights[0] * (s / sum(stakes) if sum(stakes) else 1 / len(names)) + weights[1] * e / sum(by_price) + weights[2] / len(names) for s, e in zip(stakes, by_price)]
        return {"inputs": {"stakes": stakes, "prices": prices, "stakeWeight": weights[0], "priceWeight": weights[1], "randWeight": weights[2], "priceExpFactor": factor},
                "expected": {"probabilities": likely}, "tolerance": 1e-12}
    scores = {n: random.choice([0.5, 0.7, 0.9]) for n in names if random.random() < 0.7}
    prices = {n: random.choice([500, 1000, 1500]) for n in names if random.random() < 0.8}
    least, most, ignore = random.choice([0, 0.7, 0.99]), random.choice([None, 400, 1000, 2000]), random.random() < 0.5
    good = names
    if scores and least > 0:
        good = [n for n in names if n in scores and scores[n] >= least] or names
    if most is not None:
        cheap = [n for n in good if n in prices and prices[n] <= most]
        good = cheap or (good if ignore else [])
    return {"inputs": {"nodes": names, "performance": scores, "minPerformance": least, "prices": prices, "maxPrice": most, "ignoreMaxPriceIfNeeded": ignore}, "expected": {"selected": good}}


def sampling(random):
    part = lambda: Fraction(random.randint(1, 99), 100)
    cost, reward, stake, colluding = random.randint(1, 50), random.randint(0, 50), random.randint(1, 900), part()
    needed = cost / ((1 - colluding) * (reward + stake))
    return {"inputs": {"cost": str(cost), "reward": str(reward), "stake": str(stake), "colludingFraction": str(colluding)},
            "expected": {"requiredProbability": float(needed)}, "tolerance": 1e-12}


FILES = {
    "verification/swap-or-not-shuffle.json": swap_or_not,
    "verification/algorand-sortition.json": algorand,
    "verification/drand-rounds.json": drand,
    "verification/weighted-sampling.json": weighted_sampling,
    "verification/kleros-coherence.json": kleros,
    "verification/livepeer-tickets-selection.json": livepeer,
    "verification/proof-of-sampling.json": sampling,
}
