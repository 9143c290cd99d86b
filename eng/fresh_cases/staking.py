"""Staking and exits: Cosmos' shares, Ethereum's churn and effective balances, Filecoin's vesting, Polkadot's election."""
from common import WAD, digits18, half_even, rough


def tokens_of(shares, tokens, all_shares):
    return half_even(shares * tokens * WAD * WAD // all_shares, WAD)


def cosmos_shares(random):
    tokens = rough(random, random.choice([20, 40, 80, 110])) + 1
    shares = max(1, tokens * WAD * random.randint(1, 3000) // random.choice([1000, 1024, 2999, 10**6]))
    pool = {"validator_tokens": str(tokens), "validator_shares": digits18(shares)}
    op = random.choice(["tokens_from_shares", "remove_delegator_shares", "add_tokens", "delegate_then_query_balance", "add_then_remove"])
    if op in ("tokens_from_shares", "remove_delegator_shares"):
        part = random.choice([shares, random.randint(1, shares), random.randint(1, shares), 1])
        worth = tokens_of(part, tokens, shares)
        inputs = {"op": op, "shares": digits18(part), **pool}
        if op == "tokens_from_shares":
            return {"inputs": inputs, "expected": {"tokens": digits18(worth)}}
        out = tokens if part == shares else worth // WAD
        return {"inputs": inputs, "expected": {"tokens_out": str(out), "validator_tokens": str(tokens - out), "validator_shares": digits18(shares - part)}}
    if random.random() < 0.1:
        tokens = shares = 0
        pool = {"validator_tokens": "0", "validator_shares": digits18(0)}
    amount = rough(random, 90) + 1
    issued = amount * WAD if shares == 0 else shares * amount // tokens
    new_tokens, new_shares = tokens + amount, shares + issued
    inputs = {"op": op, "amount": str(amount), **pool}
    if op == "add_tokens":
        return {"inputs": inputs, "expected": {"issued_shares": digits18(issued), "validator_tokens": str(new_tokens), "validator_shares": digits18(new_shares)}}
    if op == "delegate_then_query_balance":
        return {"inputs": inputs, "expected": {"issued_shares": digits18(issued), "queried_balance": str(tokens_of(issued, new_tokens, new_shares) // WAD)}}
    remove = random.randint(1, new_shares)
    out = new_tokens if remove == new_shares else tokens_of(remove, new_tokens, new_shares) // WAD
    return {"inputs": {**inputs, "remove_shares": digits18(remove)}, "expected": {
        "issued_shares": digits18(issued), "tokens_out": str(out), "validator_tokens": str(new_tokens - out), "validator_shares": digits18(new_shares - remove)}}


def ethereum_churn(random):
    increment = random.choice([10**9, 10**6, 32 * 10**9])
    if random.random() < 0.5:
        total, least, most = rough(random, 60), rough(random, 38), rough(random, 40)
        quotient = random.choice([65536, 32, 1, 4096])
        churn = max(least, total // quotient)
        churn -= churn % increment
        leave = min(most, churn)
        return {"inputs": {"op": "churn_limits", "total_active_balance": str(total), "min_per_epoch_churn": str(least), "max_activation_exit_churn": str(most),
                           "churn_quotient": str(quotient), "increment": str(increment)},
                "expected": {"balance_churn": str(churn), "activation_exit_churn": str(leave), "consolidation_churn": str(churn - leave)}}
    epoch, ahead, churn = random.randint(0, 10**6), random.randint(0, 6), rough(random, 38) + 1
    exits = [rough(random, 39) + 1 for _ in range(random.randint(1, 6))]
    earliest, left, after = 0, 0, []
    for balance in exits:
        first = max(earliest, epoch + 1 + ahead)
        if earliest < first:
            left = churn
        earliest = first
        if balance > left:
            more = (balance - left - 1) // churn + 1
            earliest, left = earliest + more, left + more * churn
        left -= balance
        after.append({"exit_epoch": str(earliest), "balance_to_consume": str(left)})
    return {"inputs": {"op": "exit_queue", "current_epoch": str(epoch), "max_seed_lookahead": str(ahead), "per_epoch_churn": str(churn), "exits": [str(e) for e in exits]},
            "expected": {"after_each": after}}


def ethereum_hysteresis(random):
    increment, quotient = random.choice([10**9, 4 * 10**6]), random.choice([4, 5, 8])
    down, up = random.randint(0, 4), random.randint(1, 9)
    cap = increment * random.choice([32, 64, 2048])
    effective = increment * random.randint(0, cap // increment)
    balance = max(0, effective + random.randint(-3 * increment, 3 * increment)) if random.random() < 0.7 else rough(random, 42)
    step = increment // quotient
    moved = balance + step * down < effective or effective + step * up < balance
    result = min(balance - balance % increment, cap) if moved else effective
    return {"inputs": {"op": "effective_balance_update", "effective_balance": str(effective), "balance": str(balance), "max_effective_balance": str(cap),
                       "increment": str(increment), "hysteresis_quotient": str(quotient), "downward_multiplier": str(down), "upward_multiplier": str(up)},
            "expected": {"effective_balance": str(result)}}


def filecoin_vesting(random):
    total, proving, start = rough(random, 60) + 1, random.randint(0, 60), random.randint(0, 200)
    delay, period, step, unit = random.randint(0, 8), random.randint(1, 20), random.randint(1, 6), random.randint(1, 6)

    def up(epoch):
        offset = proving % unit
        return epoch if (epoch - offset) % unit == 0 else epoch + unit - (epoch - offset) % unit

    begin, epoch, vested, steps = start + delay, start + delay, 0, []
    while vested < total:
        epoch += step
        at = up(epoch)
        target = total * (at - begin) // period if at - begin < period else total
        steps.append((at, target - vested))
        vested = target
    unlocked = [str(sum(a for at, a in steps if at < start + e and at >= start + e - 1)) for e in range(delay + period + step + unit + 4)]
    return {"inputs": {"op": "vesting_schedule", "vest_sum": str(total), "proving_period_start": str(proving), "vest_start": str(start), "initial_delay": str(delay),
                       "vest_period": str(period), "step_duration": str(step), "quantization": str(unit)},
            "expected": {"unlocked_at_vest_start_plus_e": unlocked}}


def normalized(values, target):
    count, difference = len(values), abs(target - sum(values))
    if count == 0 or difference == 0:
        return list(values)
    order = sorted(range(count), key=lambda i: values[i])
    held = [values[i] for i in order]
    each, left = divmod(difference, count)
    if target > sum(values):
        at, threshold = 0, target // count
        for amount in ([each] * count if each else []) + [1] * left:
            held[at] += amount
            at = (at + 1) % count if held[at] >= threshold else at
    else:
        at, threshold = count - 1, held[0]
        for _ in range(count if each else 0):
            if held[at] >= each:
                held[at] -= each
            else:
                left, held[at] = left + each - held[at], 0
            at = (at - 1) % count if held[at] <= threshold else at
        while left:
            if held[at] > 0:
                held[at] -= 1
                left -= 1
                at = (at - 1) % count if held[at] <= threshold else at
            else:
                at = (at - 1) % count
    result = [0] * count
    for place, index in enumerate(order):
        result[index] = held[place]
    return result


def polkadot_phragmen(random):
    if random.random() < 0.3:
        # What a decrease cannot take at once it takes one by one: small numbers there, as in the network.
        values = [rough(random, 10) for _ in range(random.randint(1, 7))]
        target = random.choice([sum(values) + rough(random, 60), sum(values) + random.randint(0, 20), random.randint(0, sum(values))])
        return {"inputs": {"op": "normalize_to_sum", "values": [str(v) for v in values], "target": str(target)},
                "expected": {"values": [str(v) for v in normalized(values, target)]}}
    names = [f"c{i}" for i in range(random.randint(3, 6))]
    voters = [(f"v{i}", rough(random, 50) + 1, random.sample(names, random.randint(1, len(names)))) for i in range(random.randint(2, 8))]
    seats, most = random.randint(1, 4), 2**128 - 1
    approval = {c: sum(b for _, b, t in voters if c in t) for c in names}
    load, edges, winners = {v: 0 for v, _, _ in voters}, {v: {} for v, _, _ in voters}, []
    for _ in range(min(seats, len(names))):
        scores = {c: most // approval[c] + sum(load[v] * b // approval[c] for v, b, t in voters if c in t) for c in names if c not in winners and approval[c]}
        if not scores:
            return polkadot_phragmen(random)
        best = min((c for c in names if c in scores), key=lambda c: scores[c])
        winners.append(best)
        for v, _, t in voters:
            if best in t:
                edges[v][best] = scores[best] - load[v]
                load[v] = scores[best]
    backed = {c: 0 for c in winners}
    for v, budget, targets in voters:
        mine = [c for c in targets if c in edges[v]]
        weights = [(c, budget * edges[v][c] // load[v]) for c in mine]
        weights = [(c, w) for c, w in weights if w]
        for (c, _), w in zip(weights, normalized([w for _, w in weights], budget)):
            backed[c] += w
    return {"inputs": {"op": "seq_phragmen", "seats": str(seats), "candidates": names, "voters": [{"who": v, "budget": str(b), "targets": t} for v, b, t in voters]},
            "expected": {"winners": [{"who": c, "backed_stake": str(backed[c]), "round": str(i)} for i, c in enumerate(winners)]}}


FILES = {
    "staking/cosmos_delegation_shares.json": cosmos_shares,
    "staking/ethereum_churn_exit_queue.json": ethereum_churn,
    "staking/ethereum_effective_balance_hysteresis.json": ethereum_hysteresis,
    "staking/filecoin_vesting.json": filecoin_vesting,
    "staking/polkadot_phragmen.json": polkadot_phragmen,
}
