"""Slashing: Cosmos, Ethereum, EigenLayer, Filecoin's termination and faults, Polkadot's spans."""
from common import WAD, digits18, half_down, half_even, rough

POWER = 10**6


def fraction_of(random):
    return random.choice([0, WAD, WAD // 2, WAD // 100, random.randint(1, WAD), random.randint(1, 1000)])


def tokens_of(shares, tokens, all_shares):
    return half_even(shares * tokens * WAD * WAD // all_shares, WAD)


def cosmos_entry(random):
    created, infraction, mature = random.randint(0, 3), random.randint(0, 3), random.random() < 0.3
    initial, fraction = rough(random, 90), fraction_of(random)
    untouched = created < infraction or mature
    wanted = 0 if untouched else initial * fraction // WAD
    common = {"creation_height": str(created), "infraction_height": str(infraction), "mature": mature, "initial_balance": str(initial), "fraction": digits18(fraction)}
    if random.random() < 0.5:
        balance = random.choice([initial, initial // 3, 0])
        return {"inputs": {"op": "slash_unbonding_entry", **common, "balance": str(balance)},
                "expected": {"slashed": str(wanted), "balance": str(balance - min(wanted, balance)), "initial_balance": str(initial)}}
    moved = rough(random, 130)
    held = random.choice([moved, moved // 7, 2 * moved])
    taken = 0 if untouched else min(half_even(moved * fraction, WAD), held)
    return {"inputs": {"op": "slash_redelegation_entry", **common, "shares_dst": digits18(moved), "delegation_shares": digits18(held)},
            "expected": {"slashed": str(wanted), "delegation_shares_rounded": str(half_even(held - taken, WAD))}}


def cosmos_validator(random):
    tokens, power, fraction = rough(random, 100), rough(random, 62), fraction_of(random)
    infraction, height = random.randint(-3, 3), random.randint(-3, 3)
    inputs = {"op": "slash_validator", "validator_tokens": str(tokens), "power_at_infraction": str(power), "fraction": digits18(fraction),
              "infraction_height": str(infraction), "height": str(height)}
    if infraction > height:
        return {"inputs": inputs, "expected": {"error": "future infraction"}}
    burned = min(power * POWER * fraction // WAD, tokens)
    return {"inputs": inputs, "expected": {"burned": str(burned), "validator_tokens": str(tokens - burned)}}


def cosmos_sequence(random):
    tokens = rough(random, 100) + 1
    entries = [[random.randint(9, 13), rough(random, 80), None] for _ in range(random.randint(0, 4))]
    for entry in entries:
        entry[2] = random.choice([entry[1], entry[1], entry[1] // 2])
    there = rough(random, 90) + 1
    shares = max(1, there * WAD * random.randint(800, 1300) // 1000)
    held = random.randint(0, shares)
    moved = [(random.randint(9, 13), rough(random, 80), random.randint(0, shares)) for _ in range(random.randint(0, 3))]
    has_moved = bool(moved) or random.random() < 0.3
    inputs = {"op": "slash_sequence", "validator_tokens": str(tokens),
              "unbonding_entries": [{"creation_height": str(c), "initial_balance": str(i), "balance": str(b)} for c, i, b in entries]}
    if has_moved:
        inputs["destination_validator"] = {"tokens": str(there), "shares": digits18(shares), "delegation_shares": digits18(held)}
        inputs["redelegation_entries"] = [{"creation_height": str(c), "initial_balance": str(i), "shares_dst": digits18(s)} for c, i, s in moved]
    bonded, leaving, steps = 0, 0, []
    for _ in range(random.randint(1, 4)):
        height = random.randint(10, 14)
        infraction, power, fraction = random.randint(9, height), rough(random, 60), fraction_of(random)
        wanted = power * POWER * fraction // WAD
        if infraction < height:
            for entry in entries:
                if entry[0] >= infraction:
                    part = entry[1] * fraction // WAD
                    wanted -= part
                    leaving += min(part, entry[2])
                    entry[2] -= min(part, entry[2])
            for created, initial, got in moved:
                if created >= infraction:
                    wanted -= initial * fraction // WAD
                    taken = min(half_even(got * fraction, WAD), held)
                    if taken:
                        paid = there if taken == shares else tokens_of(taken, there, shares) // WAD
                        held, shares, there, bonded = held - taken, shares - taken, there - paid, bonded + paid
        burned = max(0, min(wanted, tokens))
        tokens, bonded = tokens - burned, bonded + burned
        expected = {"cumulative_bonded_burned": str(bonded), "validator_tokens": str(tokens), "cumulative_not_bonded_burned": str(leaving)}
        if entries:
            expected["unbonding_balance"] = str(sum(b for _, _, b in entries))
        steps.append({"infraction_height": str(infraction), "height": str(height), "power_at_infraction": str(power), "fraction": digits18(fraction), "expected": expected})
    return {"inputs": {**inputs, "steps": steps}, "expected": {"final_validator_tokens": str(tokens)}}


def cosmos_liveness(random):
    window = random.randint(1, 40)
    required, start, power, fraction = random.randint(0, window), random.randint(0, 5), random.randint(1, 10**9), fraction_of(random)
    height, runs = start + random.choice([0, 0, 3]), []
    for _ in range(random.randint(1, 6)):
        last = height + random.randint(0, window + 4)
        runs.append((height, last, random.random() < 0.5))
        height = last + 1
    bits, offset, jailed, at, tokens = {}, 0, False, [], power * POWER
    for first, last, signed in runs:
        for height in range(first, last + 1):
            bits[offset % window] = not signed and not jailed
            offset += 1
            if height > start + window and sum(bits.values()) > window - required and not jailed:
                at.append(str(height))
                tokens -= min(tokens, power * POWER * fraction // WAD)
                bits, offset, jailed = {}, 0, True
    return {"inputs": {"op": "liveness", "window": str(window), "min_signed": str(required), "start_height": str(start),
                       "runs": [{"from": str(f), "to": str(t), "signed": s} for f, t, s in runs], "power": str(power), "slash_fraction": digits18(fraction)},
            "expected": {"jailed_at": at, "missed_counter": str(sum(bits.values())), "index_offset": str(offset), "tokens_after": str(tokens), "slashed_times": str(len(at))}}


def cosmos_slashing(random):
    return random.choice([cosmos_entry, cosmos_validator, cosmos_sequence, cosmos_sequence, cosmos_liveness])(random)


FORKS = {"phase0": (1, False), "altair": (2, False), "bellatrix": (3, False), "electra": (3, True)}


def ethereum_slashing(random):
    fork = random.choice(list(FORKS))
    increment = random.choice([10**9, 10**6])
    if random.random() < 0.5:
        effective, penalty, reward = rough(random, 42), random.choice([128, 64, 32, 4096, 7]), random.choice([512, 4096, 11])
        whole = effective // reward
        return {"inputs": {"op": "slash_validator", "fork": fork, "effective_balance": str(effective), "min_slashing_penalty_quotient": str(penalty),
                           "whistleblower_reward_quotient": str(reward)},
                "expected": {"initial_penalty": str(effective // penalty), "proposer_reward": str(whole // 8), "whistleblower_reward_net": str(whole - whole // 8),
                             "added_to_slashings": str(effective)}}
    total, slashings, multiplier = increment + rough(random, 60), rough(random, 58), random.randint(1, 5)
    adjusted, penalties, balances, slashed = min(slashings * multiplier, total), [], [], []
    for _ in range(random.randint(1, 4)):
        effective = increment * random.randint(0, 2048)
        balance = max(0, effective + random.randint(-10**9, 10**9))
        units = effective // increment
        penalty = adjusted // (total // increment) * units if FORKS[fork][1] else units * adjusted // total * increment
        penalties.append(str(penalty))
        balances.append(str(max(0, balance - penalty)))
        slashed.append({"effective_balance": str(effective), "balance": str(balance)})
    return {"inputs": {"op": "process_slashings", "fork": fork, "multiplier": str(multiplier), "total_slashings": str(slashings), "total_active_balance": str(total),
                       "increment": str(increment), "slashed": slashed}, "expected": {"penalties": penalties, "balances_after": balances}}


def ethereum_inactivity(random):
    bias, recovery, score = random.randint(1, 9), random.randint(0, 30), rough(random, 20)
    if random.random() < 0.5:
        effective, quotient = rough(random, 42), random.choice([2**24, 3 * 2**24, 1000])
        return {"inputs": {"op": "inactivity_penalty", "effective_balance": str(effective), "score": str(score), "score_bias": str(bias), "penalty_quotient": str(quotient)},
                "expected": {"penalty": str(effective * score // (bias * quotient))}}
    timely, slashed, leaking = (random.random() < 0.5 for _ in range(3))
    after = score - min(1, score) if timely and not slashed else score + bias
    after = after if leaking else after - min(recovery, after)
    return {"inputs": {"op": "inactivity_score_update", "score": str(score), "timely_target": timely, "slashed": slashed, "leaking": leaking, "score_bias": str(bias),
                       "recovery_rate": str(recovery)}, "expected": {"score": str(after)}}


def eigenlayer(random):
    op = random.choice(["mul_wad", "mul_wad_round_up", "div_wad", "calc_slashed_amount", "calc_withdrawable", "calc_deposit_shares", "update_deposit_scaling_factor",
                        "scale_for_queue_withdrawal", "slash_magnitude_sequence", "slash_after_completed_deallocation", "deposit_repeatedly"])
    x, y = rough(random, 62), rough(random, 59) + 1
    factor, scaling = random.randint(1, WAD), random.choice([0, WAD, random.randint(1, 5 * WAD)])
    one = scaling or WAD
    answer = {
        "mul_wad": ({"x": x, "y": y}, x * y // WAD), "mul_wad_round_up": ({"x": x, "y": y}, -(-x * y // WAD)), "div_wad": ({"x": x, "y": y}, x * WAD // y),
        "calc_withdrawable": ({"dsf": scaling, "deposit_shares": x, "slashing_factor": factor}, x * one // WAD * factor // WAD),
        "scale_for_queue_withdrawal": ({"dsf": scaling, "deposit_shares": x}, x * one // WAD),
        "calc_deposit_shares": ({"dsf": scaling, "withdrawable_shares": x, "slashing_factor": factor}, x * WAD // one * WAD // factor)}
    if op in answer:
        return case(op, *answer[op])
    if op == "calc_slashed_amount":
        after = random.randint(0, factor)
        return case(op, {"operator_shares": x, "prev_max_magnitude": factor, "new_max_magnitude": after}, x - -(-x * after // factor))
    if op == "update_deposit_scaling_factor":
        before, added = random.choice([0, x]), rough(random, 60) + 1
        factor = random.choice([1, factor])
        new = one * WAD // factor if before == 0 else (before * one // WAD * factor // WAD + added) * WAD // (before + added) * WAD // factor
        inputs = {"dsf": scaling, "prev_deposit_shares": before, "added_shares": added, "slashing_factor": factor}
        if new == 0:
            return {"inputs": {"op": op, **{k: str(v) for k, v in inputs.items()}}, "expected": {"reverts": "InvalidDepositScalingFactor"}}
        return case(op, inputs, new)
    if op == "slash_magnitude_sequence":
        magnitude, wads, after = random.randint(1, WAD), [random.randint(0, WAD) for _ in range(random.randint(1, 5))], []
        start = magnitude
        for wad in wads:
            magnitude -= -(-magnitude * wad // WAD)
            after.append(str(magnitude))
        return {"inputs": {"op": op, "start_magnitude": str(start), "wads_to_slash": [str(w) for w in wads]},
                "expected": {"magnitude_after_each": after, "max_magnitude_after_each": after}}
    if op == "slash_after_completed_deallocation":
        maximum, wad = random.randint(1, WAD), random.randint(0, WAD)
        left = random.randint(0, maximum)
        gone = -(-left * wad // WAD)
        return {"inputs": {"op": op, "max_magnitude": str(maximum), "allocation_after_deallocation": str(left), "wad_to_slash": str(wad)},
                "expected": {"current_magnitude": str(left - gone), "max_magnitude": str(maximum - gone), "encumbered": str(left - gone)}}
    first, times, each = rough(random, 60) + 1, random.randint(0, 60), rough(random, 40) + 1
    scaling, deposited, shares = WAD * WAD // factor, first, first
    for _ in range(times):
        worth = deposited * scaling // WAD * factor // WAD
        scaling = (worth + each) * WAD // (deposited + each) * WAD // factor
        deposited, shares = deposited + each, shares + each
    gap = shares - deposited * scaling // WAD * factor // WAD
    if gap < 0 or scaling == 0:
        return eigenlayer(random)
    return {"inputs": {"op": op, "max_magnitude": str(factor), "initial_shares": str(first), "deposits": str(times), "shares_per_deposit": str(each)},
            "expected": {"operator_shares_minus_withdrawable": str(gap)}}


def case(op, inputs, value):
    return {"inputs": {"op": op, **{k: str(v) for k, v in inputs.items()}}, "expected": {"value": str(value)}}


def filecoin_penalties(random):
    pledge, age, fault = rough(random, 80), rough(random, 22), rough(random, 70)
    day, cap = random.choice([2880, 1000]), random.choice([140, 60])
    pledged, least, faulted = ((random.randint(0, 300), random.choice([100, 1000, 7])) for _ in range(3))
    simple = pledge * pledged[0] // pledged[1]
    fee = max(min(simple, age * simple // (cap * day)), pledge * least[0] // least[1], fault * faulted[0] // faulted[1])
    text = lambda pair: f"{pair[0]}/{pair[1]}"
    return {"inputs": {"op": "pledge_penalty_for_termination", "initial_pledge": str(pledge), "sector_age_epochs": str(age), "fault_fee": str(fault), "epochs_in_day": str(day),
                       "lifetime_cap_days": str(cap), "pledge_multiple": text(pledged), "min_multiple": text(least), "fault_multiple": text(faulted)},
            "expected": {"fee": str(fee)}}


def polkadot_spans(random):
    if random.random() < 0.5:
        share, first, billion = random.randint(0, 10**9), random.randint(0, 10**9), 10**9
        part = lambda parts, amount: amount // billion * parts + half_down(amount % billion * parts, billion)
        slashes, slashed, paid, result = [rough(random, 60) for _ in range(random.randint(1, 6))], 0, 0, []
        for slash in slashes:
            applied = max(0, slash - slashed)
            reward = part(first, max(0, part(share, slash) - paid)) if slash >= slashed else 0
            slashed, paid = slashed + applied, paid + reward
            result.append([str(applied), str(reward)])
        return {"inputs": {"op": "span_slash_sequence", "era_slashes": [str(s) for s in slashes], "reward_proportion_parts": str(share), "reward_f1_parts": str(first)},
                "expected": {"applied_and_reward": result}}
    index, start = random.randint(5, 20), random.randint(100, 1000)
    prior = [random.randint(1, 15) for _ in range(random.randint(0, 5))]
    inputs = {"op": "slashing_spans", "span_index": str(index), "last_start": str(start), "prior": [str(p) for p in prior]}
    steps = []
    for _ in range(random.randint(1, 4)):
        op, arg = random.choice(["end_span", "prune"]), start + random.randint(-60, 20)
        if op == "end_span":
            returns = arg + 1 > start
            if returns:
                prior.insert(0, arg + 1 - start)
                index, start = index + 1, arg + 1
        else:
            begin, kept, returns = start, len(prior), None
            for place, length in enumerate(prior):
                begin -= length
                if begin + length <= arg:
                    kept = place
                    break
            if kept < len(prior):
                returns = [str(index - len(prior)), str(index - kept)]
                prior = prior[:kept]
            start = max(start, arg)
        # Lengths reach back from the start that the span had; after a prune in the middle the network's own listing moves too.
        spans, begin = [{"index": str(index), "start": str(start), "length": None}], start
        for place, length in enumerate(prior):
            begin -= length
            spans.append({"index": str(index - 1 - place), "start": str(begin), "length": str(length)})
        steps.append({"op": op, "arg": str(arg), "returns": returns, "spans": spans})
    return {"inputs": {**inputs, "steps": steps}, "expected": {"see": "returns/spans of each step"}}


FILES = {
    "staking/cosmos_slashing.json": cosmos_slashing,
    "staking/ethereum_slashing.json": ethereum_slashing,
    "staking/ethereum_inactivity.json": ethereum_inactivity,
    "staking/eigenlayer_slashing.json": eigenlayer,
    "staking/filecoin_penalties.json": filecoin_penalties,
    "staking/polkadot_slashing_spans.json": polkadot_spans,
}
