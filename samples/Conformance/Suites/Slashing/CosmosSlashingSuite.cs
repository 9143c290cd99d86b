using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

internal sealed class CosmosSlashingSuite : ConformanceSuite
{
    public override string File => "staking/cosmos_slashing.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "slash_unbonding_entry" => UnbondingEntry(item),
        "slash_redelegation_entry" => RedelegationEntry(item),
        "slash_validator" => Validator(item),
        "slash_sequence" => Sequence(item),
        "evasion_equivalence" => Evasion(item),
        "liveness" => Liveness(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static CaseOutcome UnbondingEntry(VectorCase item)
    {
        CosmosUnbondingEntry before = new(
            Read.Signed(item.Input("creation_height")), Tokens(item.Input("initial_balance")), Tokens(item.Input("balance")), item.Input("mature") == "true");
        (CosmosUnbondingEntry after, CosmosTokens wanted, _) = before.Slash(Read.Signed(item.Input("infraction_height")), Part(item.Input("fraction")));
        return Read.Compare(item, ("slashed", $"{wanted}"), ("balance", $"{after.Balance}"), ("initial_balance", $"{after.InitialBalance}"));
    }

    private static CaseOutcome RedelegationEntry(VectorCase item)
    {
        CosmosRedelegationEntry entry = new(
            Read.Signed(item.Input("creation_height")), Tokens(item.Input("initial_balance")), Part(item.Input("shares_dst")), item.Input("mature") == "true");
        CosmosDecimal shares = Part(item.Input("delegation_shares"));
        CosmosRedelegation before = new([entry], shares);
        (CosmosRedelegation after, _, CosmosTokens wanted, _) = before.Slash(
            new CosmosValidatorTokens(CosmosTokens.Zero, shares), Read.Signed(item.Input("infraction_height")), Part(item.Input("fraction")));
        return Read.Compare(item, ("slashed", $"{wanted}"), ("delegation_shares_rounded", $"{after.DelegationShares.RoundToInteger().Whole}"));
    }

    private static CaseOutcome Validator(VectorCase item)
    {
        CosmosSlash before = new(Pool(item.Input("validator_tokens")), [], [], []);
        (long infraction, long height) = (Read.Signed(item.Input("infraction_height")), Read.Signed(item.Input("height")));
        (ulong power, CosmosDecimal fraction) = (Read.Word(item.Input("power_at_infraction")), Part(item.Input("fraction")));
        try
        {
            (CosmosSlash after, CosmosTokens burned, _) = before.Slash(infraction, height, power, fraction);
            return Read.Compare(item, ("burned", $"{burned}"), ("validator_tokens", $"{after.Pool.Tokens}"));
        }
        catch (ArgumentOutOfRangeException refusal) when (refusal.ParamName == "infractionHeight")
        {
            return Read.Compare(item, ("error", "future infraction"));
        }
    }

    private static CaseOutcome Sequence(VectorCase item)
    {
        CosmosSlash state = Start(item);
        (CosmosTokens bonded, CosmosTokens unbonding) = (default, default);
        List<string> expected = [];
        List<string> actual = [];
        foreach (VectorValue step in item.Inputs.GetProperty("steps").EnumerateArray())
        {
            (state, CosmosTokens bondedBurned, CosmosTokens unbondingBurned) = state.Slash(
                Read.Signed(Read.Text(step, "infraction_height")),
                Read.Signed(Read.Text(step, "height")),
                Read.Word(Read.Text(step, "power_at_infraction")),
                Part(Read.Text(step, "fraction")));
            bonded += bondedBurned;
            unbonding += unbondingBurned;
            foreach (VectorProperty value in step.GetProperty("expected").EnumerateObject())
            {
                expected.Add($"{value.Name}={value.Value.Text()}");
                actual.Add($"{value.Name}=" + value.Name switch
                {
                    "cumulative_bonded_burned" => bonded,
                    "cumulative_not_bonded_burned" => unbonding,
                    "validator_tokens" => state.Pool.Tokens,
                    "destination_tokens" => state.Destinations[0].Tokens,
                    "unbonding_balance" => state.Unbonding.Aggregate(CosmosTokens.Zero, (sum, entry) => sum + entry.Balance),
                    _ => throw new KeyNotFoundException($"unknown expectation {value.Name}"),
                });
            }
        }

        expected.Add($"final={item.Expect("final_validator_tokens")}");
        actual.Add($"final={state.Pool.Tokens}");
        return CaseOutcome.Compare(string.Join(" ", expected), string.Join(" ", actual));
    }

    private static CosmosSlash Start(VectorCase item)
    {
        CosmosUnbondingEntry[] unbonding = [.. Entries(item, "unbonding_entries").Select(entry => new CosmosUnbondingEntry(
            Read.Signed(Read.Text(entry, "creation_height")), Tokens(Read.Text(entry, "initial_balance")), Tokens(Read.Text(entry, "balance")), false))];
        CosmosRedelegationEntry[] moved = [.. Entries(item, "redelegation_entries").Select(entry => new CosmosRedelegationEntry(
            Read.Signed(Read.Text(entry, "creation_height")), Tokens(Read.Text(entry, "initial_balance")), Part(Read.Text(entry, "shares_dst")), false))];
        CosmosValidatorTokens pool = Pool(item.Input("validator_tokens"));
        if (!item.Inputs.TryGetProperty("destination_validator", out VectorValue destination))
        {
            return new CosmosSlash(pool, [.. unbonding], [], []);
        }

        CosmosValidatorTokens there = new(Tokens(Read.Text(destination, "tokens")), Part(Read.Text(destination, "shares")));
        return new CosmosSlash(pool, [.. unbonding], [new([.. moved], Part(Read.Text(destination, "delegation_shares")))], [there]);
    }

    /// <summary>Through the library's own stake account: a detour over an honest validator saves nothing.</summary>
    private static CaseOutcome Evasion(VectorCase item)
    {
        Amount stake = Read.Amount(item.Input("stake_each"));
        Proportion fraction = Read.Proportion(item.Input("fraction"));
        return Read.Compare(
            item,
            ("balance_a_after", $"{EvasionPath.After(item.Input("path_a"), stake, fraction)}"),
            ("balance_b_after", $"{EvasionPath.After(item.Input("path_b"), stake, fraction)}"));
    }

    private static CaseOutcome Liveness(VectorCase item)
    {
        long window = Read.Signed(item.Input("window"));
        CosmosLivenessParameters parameters = new(
            window, CosmosDecimal.FromInteger(Read.Signed(item.Input("min_signed"))).Divide(CosmosDecimal.FromInteger(window)));
        ulong power = Read.Word(item.Input("power"));
        CosmosDecimal fraction = Part(item.Input("slash_fraction"));
        CosmosSlash state = new(Pool($"{power * CosmosSlash.DefaultTokensPerPower}"), [], [], []);
        CosmosSigningInfo record = CosmosSigningInfo.Start(Read.Signed(item.Input("start_height")));
        List<long> jailedAt = [];
        foreach (VectorValue run in item.Inputs.GetProperty("runs").EnumerateArray())
        {
            bool signed = run.GetProperty("signed").GetBoolean();
            for (long height = Read.Signed(Read.Text(run, "from")), last = Read.Signed(Read.Text(run, "to")); height <= last; height++)
            {
                (record, bool jailed) = record.Observe(height, signed, parameters);
                if (jailed)
                {
                    jailedAt.Add(height);
                    state = state.Slash(height, height, power, fraction).After;
                }
            }
        }

        string expectedJailing = string.Join(" ", item.Expected.GetProperty("jailed_at").EnumerateArray().Select(value => value.GetString()));
        (string Key, string Actual)[] values =
        [
            ("missed_counter", $"{record.Missed.Count}"), ("index_offset", $"{record.IndexOffset}"),
            ("tokens_after", $"{state.Pool.Tokens}"), ("slashed_times", $"{jailedAt.Count}"),
        ];
        (string Key, string Actual)[] asked = [.. values.Where(value => item.Expects(value.Key))];
        return CaseOutcome.Compare(
            $"jailed {expectedJailing} {string.Join(" ", asked.Select(value => $"{value.Key}={item.Expect(value.Key)}"))}",
            $"jailed {string.Join(" ", jailedAt)} {string.Join(" ", asked.Select(value => $"{value.Key}={value.Actual}"))}");
    }

    private static CosmosTokens Tokens(string text) => CosmosTokens.Parse(text);

    private static CosmosDecimal Part(string text) => CosmosDecimal.Parse(text);

    /// <summary>A validator whose shares are worth one token each: only its tokens matter to a slash.</summary>
    private static CosmosValidatorTokens Pool(string tokens) => new(Tokens(tokens), CosmosDecimal.FromInteger(Tokens(tokens).Units));

    private static VectorValue[] Entries(VectorCase item, string key) =>
        item.Inputs.TryGetProperty(key, out VectorValue entries) ? [.. entries.EnumerateArray()] : [];
}
