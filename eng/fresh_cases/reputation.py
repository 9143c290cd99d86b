"""Reputation: Storj, EigenTrust, subjective logic, iExec's PoCo, Bittensor's Yuma."""
import math
from fractions import Fraction

from common import rough


def parts(random, most=10**4):
    return Fraction(random.randint(0, most), most)


def storj(random):
    kept, weight = Fraction(random.choice([999, 950, 990, 123, 1000]), 1000), Fraction(random.randint(1, 3000), 1000)
    alpha, beta = Fraction(random.randint(0, 2000)), Fraction(random.choice([0, 0, random.randint(1, 50)]))
    if alpha + beta == 0:
        alpha = Fraction(1)
    if random.random() < 0.4:
        unknown = Fraction(random.choice([95, 50]), 100)
        counts = {"failures": random.randint(0, 6), "offlines": random.randint(0, 4), "unknowns": random.randint(0, 5), "successes": random.randint(0, 6)}
        a, b, ua, ub = alpha, beta, Fraction(1), Fraction(0)
        for _ in range(counts["failures"]):
            a, b = kept * a, kept * b + weight
        for _ in range(counts["unknowns"]):
            ua, ub = unknown * ua, unknown * ub + weight
        for _ in range(counts["successes"]):
            a, b, ua, ub = kept * a + weight, kept * b, unknown * ua + weight, unknown * ub
        return {"inputs": {"lambda": float(kept), "unknownLambda": float(unknown), "weight": float(weight), "initialAlpha": float(alpha), "initialBeta": float(beta), **counts,
                           "order": "failures, offlines, unknowns, successes"},
                "expected": {"alpha": float(a), "beta": float(b), "unknownAlpha": float(ua), "unknownBeta": float(ub), "batchEqualsSequential": True}, "tolerance": 1e-08}
    if random.random() < 0.3:
        window, tracking = random.choice([10, 60]), random.choice([60, 120, 600])
        minute, events, windows, scores = random.randint(0, 50), [], {}, []
        for _ in range(random.randint(1, 15)):
            minute += random.randint(0, 40)
            online = random.random() < 0.6
            events.append({"minute": minute, "online": online})
            start = minute - minute % window
            on, all_ = windows.get(start, (0, 0))
            windows[start] = (on + online, all_ + 1)
            windows = {s: v for s, v in windows.items() if s >= start - tracking}
            done = [windows[s] for s in sorted(windows)][:-1]
            scores.append(float(sum(Fraction(on, all_) for on, all_ in done) / len(done)) if done else 1.0)
        if minute < window:
            return storj(random)
        return {"inputs": {"windowMinutes": window, "trackingMinutes": tracking, "events": events},
                "expected": {"scoreAfterEach": scores, "lateEventForClosedWindowIsError": True}, "tolerance": 1e-9}
    threshold = parts(random, 100)
    outcomes, disqualified, after, scores, out = [], [], [], [], False
    a, b = alpha, beta
    for _ in range(random.randint(1, 12)):
        outcome = random.choice(["success", "failure"])
        outcomes.append(outcome)
        a, b = (kept * a + weight, kept * b) if outcome == "success" else (kept * a, kept * b + weight)
        if abs(a / (a + b) - threshold) < Fraction(1, 10**9):
            return storj(random)
        out = out or a / (a + b) <= threshold
        after.append([float(a), float(b)])
        scores.append(float(a / (a + b)))
        disqualified.append(out)
    return {"inputs": {"lambda": float(kept), "weight": float(weight), "initialAlpha": float(alpha), "initialBeta": float(beta), "disqualifyAtOrBelow": float(threshold), "outcomes": outcomes},
            "expected": {"alphaBetaAfterEach": after, "scores": scores, "disqualified": disqualified}, "tolerance": 1e-9}


def eigentrust(random):
    count = random.randint(2, 6)
    kind = random.randint(0, 3)
    if kind == 0:
        names = [f"p{i}" for i in range(count)]
        rows = {(i, j): random.choice([0, random.randint(1, 100), -random.randint(1, 100)]) for i in range(count) for j in range(count) if random.random() < 0.6}
        pre = [random.randint(0, 100) for _ in names]
        pre[random.randrange(count)] += 1
        alpha = Fraction(random.randint(5, 95), 100)
        p = [Fraction(w, sum(pre)) for w in pre]
        good = [[max(0, rows.get((i, j), 0)) for j in range(count)] for i in range(count)]
        c = [[Fraction(v, sum(r)) for v in r] if sum(r) else p for r in good]
        t = [float(x) for x in p]
        matrix = [[float(x) for x in r] for r in c]
        for _ in range(3000):
            t = [(1 - float(alpha)) * sum(t[i] * matrix[i][j] for i in range(count)) + float(alpha) * float(p[j]) for j in range(count)]
        bad = [[max(0, -rows.get((i, j), 0)) for j in range(count)] for i in range(count)]
        net = [t[j] - sum(t[i] * bad[i][j] / sum(bad[i]) for i in range(count) if sum(bad[i])) for j in range(count)]
        return {"inputs": {"localTrust": [[names[i], names[j], v] for (i, j), v in rows.items()], "preTrust": {n: w for n, w in zip(names, pre) if w or random.random() < 0.5},
                           "alpha": float(alpha), "danglingRows": "replaced by pre-trust"}, "expected": {"trust": dict(zip(names, net))}, "tolerance": 1e-9}
    if kind == 1:
        trust = [random.randint(0, 100) for _ in range(count)]
        trust = [Fraction(v, sum(trust) or 1) for v in trust]
        rows = []
        for i in range(count):
            row = [random.choice([0, random.randint(1, 9)]) for _ in range(count)]  # a peer's own entry counts too
            rows.append([Fraction(v, sum(row)) for v in row] if sum(row) else [Fraction(0)] * count)
        net = [trust[j] - sum(trust[i] * rows[i][j] for i in range(count)) for j in range(count)]
        return {"inputs": {"trust": [float(v) for v in trust], "distrustRows": [[float(v) for v in r] for r in rows]}, "expected": {"discounted": [float(v) for v in net]}, "tolerance": 1e-9}
    if kind == 2:
        rows = [[random.choice([0, random.randint(1, 100), -random.randint(1, 100)]) for _ in range(count)] for _ in range(count)]
        return {"inputs": {"localTrust": rows}, "expected": {"trust": [[max(0, v) for v in r] for r in rows], "distrust": [[max(0, -v) for v in r] for r in rows]}}
    opinions = [[0 if random.random() < 0.3 else random.randint(1, 500) for _ in range(count)] for _ in range(count)]
    if random.random() < 0.5:
        opinions[random.randrange(count)] = [0] * count  # a peer without opinions
    score, steps = random.randint(1, 5000), random.choice([1, 10, 20, 30])
    c = []
    for i, row in enumerate(opinions):
        others = [0 if i == j else v for j, v in enumerate(row)]
        others = others if sum(others) else [0 if i == j else 1 for j in range(count)]
        c.append([Fraction(v, sum(others)) for v in others])
    s = [Fraction(score)] * count
    matrix = [[float(x) for x in r] for r in c]
    s = [float(x) for x in s]
    for _ in range(steps):
        s = [sum(s[i] * matrix[i][j] for i in range(count)) for j in range(count)]
    inputs = {"opinions": opinions, "initialScore": score, "preTrust": 0}
    return {"inputs": {**inputs, "iterations": steps} if steps != 20 else inputs, "expected": {"scores": s, "sum": score * count}, "tolerance": 1e-8}


def opinion(random):
    b, d, u = (random.randint(1, 1000) for _ in range(3))
    return Fraction(b, b + d + u), Fraction(d, b + d + u), Fraction(u, b + d + u)


def subjective(random):
    kind = random.choice(["CumulativeFusion", "WBF", "CCF", "MIN by projected probability", "maximise", "average"])
    if kind == "average":
        old, new, weight = parts(random), parts(random), parts(random)
        return {"inputs": {"expectationOld": float(old), "expectationNew": float(new), "weight": float(weight)}, "expected": {"expectation": float(old + (new - old) * weight)}, "tolerance": 1e-12}
    if kind == "maximise":
        (b, d, u), base = opinion(random), Fraction(random.randint(1, 99), 100)
        likely = b + base * u
        most = min(likely / base, (1 - likely) / (1 - base))
        return {"inputs": {"opinion": [float(v) for v in (b, d, u, base)]}, "expected": {"maximised": [float(v) for v in (likely - base * most, 1 - likely + base * most - most, most)]}, "tolerance": 1e-9}
    sources = [opinion(random) for _ in range(random.randint(2, 4))]
    bases = [Fraction(1, 2)] * len(sources) if kind != "MIN by projected probability" else [Fraction(random.randint(1, 99), 100) for _ in sources]
    inputs = {"operator": kind, "opinions": [[float(v) for v in (*s, a)] for s, a in zip(sources, bases)], "form": "belief, disbelief, uncertainty, baseRate"}
    n, all_u = len(sources), math.prod(s[2] for s in sources)
    others = [all_u / s[2] for s in sources]
    if kind == "MIN by projected probability":
        inputs.pop("form")
        best = min(range(n), key=lambda i: sources[i][0] + bases[i] * sources[i][2])
        return {"inputs": inputs, "expected": {"result": [float(v) for v in (*sources[best], bases[best])]}, "tolerance": 1e-12}
    if kind == "CumulativeFusion":
        below = sum(others) - (n - 1) * all_u
        result = [sum(s[k] * o for s, o in zip(sources, others)) / below for k in (0, 1)] + [all_u / below]
    elif kind == "WBF":
        below = sum(others) - n * all_u
        result = [sum(s[k] * (1 - s[2]) * o for s, o in zip(sources, others)) / below for k in (0, 1)] + [(n - sum(s[2] for s in sources)) * all_u / below]
    else:
        shared = [min(s[k] for s in sources) for k in (0, 1)]
        rest = [[s[k] - shared[k] for k in (0, 1)] for s in sources]
        both = [math.prod(r[k] for r in rest) for k in (0, 1)]
        agreed = [sum(r[k] * o for r, o in zip(rest, others)) + both[k] for k in (0, 1)]
        torn = math.prod(r[0] + r[1] for r in rest) - sum(both)
        scale = (1 - sum(shared) - all_u) / (sum(agreed) + torn) if sum(agreed) + torn else 0
        result = [shared[k] + scale * agreed[k] for k in (0, 1)] + [all_u + scale * torn]
    return {"inputs": inputs, "expected": dict(zip(("belief", "disbelief", "uncertainty"), map(float, result))), "tolerance": 1e-9}


def weight_of(score):
    return max(score // 3, 3) - 1


def poco_trace(random, scores_of, most):
    trust, total, groups, steps = random.choice([0, 1, 3, 15, 24, 100]), 1, {}, []
    reached = None
    for place in range(most):
        score, result = scores_of(place), random.choice(["A", "B", "C"])
        weight = weight_of(score)
        group = max(groups.get(result, 0), 1) * weight
        total += group - groups.get(result, 0)
        groups[result] = group
        is_reached = group * max(trust, 1) > total * (max(trust, 1) - 1)
        steps.append((result, score, weight, group, total, is_reached))
        if is_reached:
            reached = place
            break
    return trust, steps, reached


def poco(random):
    kind = random.randint(0, 5)
    if kind == 0:
        scores = {f"w{i}": rough(random, 9) for i in range(8)}
        trust, steps, reached = poco_trace(random, lambda i: scores[f"w{i}"], random.randint(1, 8))
        if reached is None:
            return poco(random)
        used = {f"w{i}": scores[f"w{i}"] for i in range(len(steps))}
        return {"inputs": {"trust": trust, "scores": used, "contributions": [{"worker": f"w{i}", "result": s[0]} for i, s in enumerate(steps)]},
                "expected": {"consensusAfterContribution": reached + 1,
                             "trace": [{"worker": f"w{i}", "weight": s[2], "logWeight": s[2].bit_length() - 1, "groupWeight": s[3], "totalWeight": s[4], "consensus": s[5]} for i, s in enumerate(steps)]}}
    if kind == 1:
        score = rough(random, 40)
        return {"inputs": {"score": score}, "expected": {"weight": weight_of(score)}}
    if kind == 2:
        trust = rough(random, 30)
        return {"inputs": {"trust": trust}, "expected": {"confidence": float(1 - Fraction(1, max(trust, 1)))}, "tolerance": 1e-12}
    if kind == 3:
        score = rough(random, 40)
        return {"inputs": {"score": score, "event": "faulty"}, "expected": {"score": score * 2 // 3}}
    if kind == 4:
        price, percent, share, least = rough(random, 60), random.randint(0, 100), random.randint(0, 100), rough(random, 50)
        kitty = price * percent // 100
        return {"inputs": {"workerpoolPriceOfFailedTask": price, "workerpoolStakeRatioPct": percent, "kittyRatioPct": share, "kittyMin": least},
                "expected": {"kitty": kitty, "schedulerKittyReward": min(max(kitty * share // 100, least), kitty)}}
    price, percent, share, winners, losers, log = rough(random, 60), random.randint(0, 100), random.randint(0, 100), random.randint(1, 6), random.randint(0, 4), random.randint(1, 9)
    stake = price * percent // 100
    pool = price + stake * losers
    each = pool * (100 - share) // 100 * log // (log * winners)
    before = {"winners": rough(random, 20), "loser": rough(random, 20)}
    return {"inputs": {"workerpoolPrice": price, "workerStakeRatioPct": percent, "schedulerRewardRatioPct": share, "winners": winners, "losers": losers, "logWeights": [log] * winners,
                       "scoresBefore": before},
            "expected": {"workerStake": stake, "workerRewardEach": each, "schedulerReward": pool - each * winners,
                         "scoresAfter": {"winners": before["winners"] + 1, "loser": before["loser"] * 2 // 3}}}


def poco_formula(random):
    if random.random() < 0.3:
        trust = rough(random, 20)
        return {"inputs": {"trust": str(trust)}, "expected": {"threshold": str(1 - Fraction(1, max(trust, 1)))}}
    trust, steps, reached = poco_trace(random, lambda _: rough(random, 9), random.randint(1, 7))
    return {"inputs": {"fn": "contributeSequence", "trust": str(trust), "contributions": [{"score": str(s[1]), "result": s[0]} for s in steps]},
            "expected": {"steps": [{"weight": str(s[2]), "group": str(s[3]), "total": str(s[4]), "consensus": s[5]} for s in steps],
                         "consensusAtIndex": "none" if reached is None else str(reached)}}


def median(stakes, scores, majority):
    enough = [s for s in set(scores) if sum(w for w, other in zip(stakes, scores) if other >= s) >= majority * sum(stakes)]
    return max(enough) if enough else min(scores)


def yuma_math(random):
    if random.random() < 0.3:
        x, slope, middle = parts(random), random.randint(1, 60), parts(random)
        return {"inputs": {"input": float(x), "rho": slope, "kappa": float(middle)}, "expected": {"sigmoid": 1 / (1 + math.exp(-slope * float(x - middle)))}, "tolerance": 1e-9}
    count, majority = random.randint(1, 7), Fraction(random.randint(1, 99), 100)
    stakes = [Fraction(random.randint(1, 1000), 1000) for _ in range(count)]
    if random.random() < 0.6:
        scores = [parts(random, 10) for _ in stakes]
        return {"inputs": {"stake": [float(s) for s in stakes], "score": [float(s) for s in scores], "majority": float(majority)}, "expected": {"median": float(median(stakes, scores, majority))}, "tolerance": 1e-9}
    rows = [[parts(random, 10) for _ in range(3)] for _ in stakes]
    return {"inputs": {"stake": [float(s) for s in stakes], "weightsByValidator": [[float(v) for v in r] for r in rows], "majority": float(majority)},
            "expected": {"median": [float(median(stakes, [r[c] for r in rows], majority)) for c in range(3)]}, "tolerance": 1e-9}


def yuma_epochs(random):
    validators, servers = random.randint(2, 4), random.randint(1, 3)
    stakes = [random.randint(1, 60) for _ in range(validators)]
    kappa, liquid = random.choice([Fraction(32767, 65535), Fraction(1, 2), Fraction(2, 3)]), random.random() < 0.6
    low = Fraction(random.randint(1, 40), 100)
    high, steep = low + Fraction(random.randint(1, 50), 100), random.choice([10.0, 3.0, 25.0])
    average, penalty = Fraction(random.choice([975, 900, 500]), 1000), random.choice([Fraction(0), Fraction(1), Fraction(1, 2)])
    share = [Fraction(s, sum(stakes)) for s in stakes]
    bonds, epochs, all_bonds, dividends = [[0.0] * servers for _ in stakes], [], [], []
    for _ in range(random.randint(1, 5)):
        raw = [[random.choice([0, random.randint(1, 9)]) for _ in range(servers)] for _ in stakes]
        raw = [r if sum(r) else [1] + r[1:] for r in raw]
        epochs.append([[float(Fraction(v, sum(r))) for v in r] for r in raw])
        weights = [[Fraction(v, sum(r)) for v in r] for r in raw]
        consensus = [median(share, [w[j] for w in weights], kappa) for j in range(servers)]
        clipped = [[min(w[j], consensus[j]) for j in range(servers)] for w in weights]
        rank = [sum(share[i] * clipped[i][j] for i in range(validators)) for j in range(servers)]
        incentive = [r / sum(rank) if sum(rank) else Fraction(0) for r in rank]
        for i in range(validators):
            for j in range(servers):
                followed = float((1 - penalty) * weights[i][j] + penalty * clipped[i][j])
                rate = 1 - float(average)
                if liquid:
                    apart = max(0.0, followed - float(consensus[j])) if followed >= bonds[i][j] else max(0.0, bonds[i][j] - followed)
                    rate = float(low) + float(high - low) / (1 + math.exp(-steep * (apart - 0.5)))
                bonds[i][j] = (1 - rate) * bonds[i][j] + rate * followed
        columns = [sum(b[j] for b in bonds) for j in range(servers)]
        earned = [float(share[i]) * sum(bonds[i][j] / columns[j] * float(incentive[j]) for j in range(servers) if columns[j]) for i in range(validators)]
        all_bonds.append([list(b) for b in bonds])
        dividends.append([e / sum(earned) if sum(earned) else 0.0 for e in earned])
    return {"inputs": {"validatorStakes": stakes, "servers": servers, "kappa": f"{kappa.numerator}/{kappa.denominator}", "yuma3": True, "liquidAlpha": liquid, "alphaLow": float(low),
                       "alphaHigh": float(high), "alphaSigmoidSteepness": steep, "bondsMovingAverage": float(average), "bondsPenalty": float(penalty), "initialBonds": "all zero",
                       "weightsPerEpoch": epochs}, "expected": {"bondsPerEpoch": all_bonds, "dividendsPerEpoch": dividends}, "tolerance": 1e-6}


FILES = {
    "verification/storj-reputation.json": storj,
    "verification/eigentrust.json": eigentrust,
    "verification/subjective-logic.json": subjective,
    "verification/iexec-poco.json": poco,
    "markets/iexec_poco.json": poco_formula,
    "verification/yuma-math.json": yuma_math,
    "verification/yuma3-epochs.json": yuma_epochs,
}
