using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class CosmosVestingSuite : ConformanceSuite
{
    public override string File => "staking/cosmos_vesting.json";

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        switch (OperationOf(item))
        {
            case "continuous_vested":
                LinearVesting linear = new(EpochSpan.Of(RewardCase.Word(item, "duration")));
                return RewardCase.Compare(item, Vested(linear, RewardCase.Amount(item, "original"), item));
            case "periodic_vested":
                return Periodic(item);
            case "track_delegation":
                return Track(item, before => before.Delegate(RewardCase.Integer(item, "balance"), RewardCase.Integer(item, "stillVesting"), RewardCase.Integer(item, "amount")));
            case "track_undelegation":
                return Track(item, before => before.Undelegate(RewardCase.Integer(item, "amount")));
            default:
                return new CaseOutcome.NotCovered($"unknown operation {OperationOf(item)}");
        }
    }

    private static CaseOutcome Periodic(VectorCase item)
    {
        EpochSpan end = EpochSpan.Zero;
        Amount total = Amount.Zero;
        ImmutableArray<VestingStep>.Builder steps = ImmutableArray.CreateBuilder<VestingStep>();
        foreach (BigInteger[] period in item.Inputs.GetProperty("periods").EnumerateArray().Select(RewardCase.Integers))
        {
            end += EpochSpan.Of((ulong)period[0]);
            total += Amount.Of((UInt128)period[1]);
            steps.Add(new VestingStep(end, (UInt128)period[1]));
        }

        return RewardCase.Compare(item, Vested(new SteppedVesting(steps.ToImmutable()), total, item));
    }

    /// <summary>Nothing is vested before the start.</summary>
    private static Amount Vested(IVestingSchedule schedule, Amount total, VectorCase item)
    {
        BigInteger elapsed = RewardCase.Integer(item, "elapsed");
        return elapsed.Sign <= 0 ? Amount.Zero : schedule.Vested(total, EpochSpan.Of((ulong)elapsed));
    }

    private static CaseOutcome Track(VectorCase item, Func<CosmosVestingDelegations, CosmosVestingDelegations> move)
    {
        try
        {
            CosmosVestingDelegations after = move(new CosmosVestingDelegations(RewardCase.Integer(item, "delegatedVesting"), RewardCase.Integer(item, "delegatedFree")));
            return Read.Compare(item, ("delegatedVesting", $"{after.Vesting}"), ("delegatedFree", $"{after.Free}"));
        }
        catch (ArgumentOutOfRangeException)
        {
            return RewardCase.Compare(item, "refused");
        }
    }
}
