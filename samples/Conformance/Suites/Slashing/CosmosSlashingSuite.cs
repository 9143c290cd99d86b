using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;

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
            Read.Signed(item.Input("creation_height")), Read.Amount(item.Input("initial_balance")), Read.Amount(item.Input("balance")), item.Input("mature") == "true");
        (CosmosUnbondingEntry after, Amount wanted, _) = before.Slash(Read.Signed(item.Input("infraction_height")), Read.Proportion(item.Input("fraction")));
        return Read.Compare(item, ("slashed", $"{wanted}"), ("balance", $"{after.Balance}"), ("initial_balance", $"{after.InitialBalance}"));
    }

    private static CaseOutcome RedelegationEntry(VectorCase item)
    {
        CosmosRedelegationEntry before = new(
            Read.Signed(item.Input("creation_height")),
            Read.Amount(item.Input("initial_balance")),
            Read.Ratio(item.Input("shares_dst")),
            Read.Ratio(item.Input("delegation_shares")),
            item.Input("mature") == "true");
        (CosmosRedelegationEntry after, Amount wanted, _) = before.Slash(Read.Signed(item.Input("infraction_height")), Read.Proportion(item.Input("fraction")));
        Amount rounded = Amount.FromUnits(after.DelegationShares.Parts).Multiply(1, Proportion.PartsPerOne, Rounding.HalfEven);
        return Read.Compare(item, ("slashed", $"{wanted}"), ("delegation_shares_rounded", $"{rounded}"));
    }

    private static CaseOutcome Validator(VectorCase item)
    {
        CosmosSlash before = new(Pool(item.Input("validator_tokens")), [], [], default);
        try
        {
            (CosmosSlash after, Amount burned, _) = before.Slash(
                Read.Signed(item.Input("infraction_height")), Read.Signed(item.Input("height")), Read.Word(item.Input("power_at_infraction")), Read.Proportion(item.Input("fraction")));
            return Read.Compare(item, ("burned", $"{burned}"), ("validator_tokens", $"{after.Pool.Tokens}"));
        }
        catch (ArgumentOutOfRangeException refusal) when (refusal.ParamName == "infractionHeight")
        {
            return Read.Compare(item, ("error", "future infraction"));
        }
    }

    private static CaseOutcome Sequence(VectorCase item)
    {
        CosmosSlash state = new(
            Pool(item.Input("validator_tokens")),
            [.. Entries(item, "unbonding_entries").Select(entry => new CosmosUnbondingEntry(
                Read.Signed(Read.Text(entry, "creation_height")), Read.Amount(Read.Text(entry, "initial_balance")), Read.Amount(Read.Text(entry, "balance")), false))],
            [.. Entries(item, "redelegation_entries").Select(entry => new CosmosRedelegationEntry(
                Read.Signed(Read.Text(entry, "creation_height")),
                Read.Amount(Read.Text(entry, "initial_balance")),
                Read.Ratio(Read.Text(entry, "shares_dst")),
                Read.Ratio(Read.Text(item.Inputs.GetProperty("destination_validator"), "delegation_shares")),
                false))],
            item.Inputs.TryGetProperty("destination_validator", out JsonElement destination) ? Pool(Read.Text(destination, "tokens")) : default);
        Amount bonded = Amount.Zero;
        Amount unbonding = Amount.Zero;
        List<string> expected = [];
        List<string> actual = [];
        foreach (JsonElement step in item.Inputs.GetProperty("steps").EnumerateArray())
        {
            (state, Amount bondedBurned, Amount unbondingBurned) = state.Slash(
                Read.Signed(Read.Text(step, "infraction_height")), Read.Signed(Read.Text(step, "height")), Read.Word(Read.Text(step, "power_at_infraction")), Read.Proportion(Read.Text(step, "fraction")));
            bonded += bondedBurned;
            unbonding += unbondingBurned;
            foreach (JsonProperty value in step.GetProperty("expected").EnumerateObject())
            {
                expected.Add($"{value.Name}={value.Value.GetString()}");
                actual.Add($"{value.Name}=" + value.Name switch
                {
                    "cumulative_bonded_burned" => bonded,
                    "cumulative_not_bonded_burned" => unbonding,
                    "validator_tokens" => state.Pool.Tokens,
                    "unbonding_balance" => state.Unbonding[0].Balance,
                    _ => throw new KeyNotFoundException($"unknown expectation {value.Name}"),
                });
            }
        }

        expected.Add($"final={item.Expect("final_validator_tokens")}");
        actual.Add($"final={state.Pool.Tokens}");
        return CaseOutcome.Compare(string.Join(" ", expected), string.Join(" ", actual));
    }

    /// <summary>Through the library's own stake account: a detour over an honest validator saves nothing.</summary>
    private static CaseOutcome Evasion(VectorCase item)
    {
        StakingRules rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };
        ParticipantId evil = ParticipantId.Of("evil");
        ParticipantId good = ParticipantId.Of("good");
        Amount stake = Read.Amount(item.Input("stake_each"));
        StakeAccount deposited = StakeAccount.Open(ParticipantId.Of("delegator")).Deposit(stake, evil, Epoch.Of(1), rules).Account;
        StakeAccount detour = deposited.Redelegate(stake, evil, good, Epoch.Of(2), rules).Account.Unbond(stake, good, Epoch.Of(3), rules).Account;
        StakeAccount direct = deposited.Unbond(stake, evil, Epoch.Of(2), rules).Account;
        Amount Left(StakeAccount account) =>
            account.Slash(evil, Epoch.Of(1), Read.Proportion(item.Input("fraction")), Epoch.Of(4), rules).Account.Total;
        return Read.Compare(item, ("balance_a_after", $"{Left(detour)}"), ("balance_b_after", $"{Left(direct)}"));
    }

    private static CaseOutcome Liveness(VectorCase item)
    {
        LivenessRules rules = new()
        {
            Window = int.Parse(item.Input("window"), CultureInfo.InvariantCulture),
            MinimumPresent = int.Parse(item.Input("min_signed"), CultureInfo.InvariantCulture),
        };
        CosmosValidatorTokens pool = Pool($"{Read.Word(item.Input("power")) * CosmosSlash.TokensPerPower}");
        ISlashingCurve downtime = SlashingCurve.Constant(Read.Proportion(item.Input("slash_fraction")));
        LivenessRecord record = LivenessRecord.Start(rules);
        List<long> jailedAt = [];
        foreach (JsonElement run in item.Inputs.GetProperty("runs").EnumerateArray())
        {
            for (long height = Read.Signed(Read.Text(run, "from")); height <= Read.Signed(Read.Text(run, "to")); height++)
            {
                (record, bool jailed) = record.Observe(run.GetProperty("signed").GetBoolean(), rules);
                if (jailed)
                {
                    jailedAt.Add(height);
                    pool = pool.Burn(pool.Tokens.Multiply(downtime.Evaluate(default), Rounding.Down)).Pool;
                }
            }
        }

        string expectedJailing = string.Join(" ", item.Expected.GetProperty("jailed_at").EnumerateArray().Select(value => value.GetString()));
        (string Key, string Actual)[] values =
        [
            ("missed_counter", $"{record.Missed}"), ("index_offset", $"{record.Observed}"),
            ("tokens_after", $"{pool.Tokens}"), ("slashed_times", $"{jailedAt.Count}"),
        ];
        (string Key, string Actual)[] asked = [.. values.Where(value => item.OptionalExpect(value.Key) is not null)];
        return CaseOutcome.Compare(
            $"jailed {expectedJailing} {string.Join(" ", asked.Select(value => $"{value.Key}={item.Expect(value.Key)}"))}",
            $"jailed {string.Join(" ", jailedAt)} {string.Join(" ", asked.Select(value => $"{value.Key}={value.Actual}"))}");
    }

    private static CosmosValidatorTokens Pool(string tokens) =>
        new CosmosValidatorTokens(Amount.Zero, Ratio.Zero).Delegate(Read.Amount(tokens)).Pool;

    private static JsonElement[] Entries(VectorCase item, string key) =>
        item.Inputs.TryGetProperty(key, out JsonElement entries) ? [.. entries.EnumerateArray()] : [];
}
