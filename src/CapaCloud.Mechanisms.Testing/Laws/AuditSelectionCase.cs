using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>An epoch's commitments, its beacon, and what the audited do with their stake after they committed.</summary>
internal sealed record AuditSelectionCase(
    NetworkState State, NetworkState Later, ImmutableArray<Commitment> Commitments, Beacon Beacon, ImmutableArray<string> Acts, int Turn)
{
    private const int Names = 6;

    public static Arbitrary<AuditSelectionCase> For(Mechanism mechanism) => Arb.From(
        from stakes in Gen.ArrayOf(Gen.Choose(1_000, 100_000), Names)
        from epochs in Gen.Choose(1, 3)
        from unbondedBefore in Gen.ArrayOf(Gen.Choose(0, 2), Names)
        from tasks in Gen.ArrayOf(Gen.Choose(0, 8), Names)
        from beacon in Gen.ArrayOf(Gen.Choose(0, 255), Digest.Size)
        from acts in Gen.ListOf(
            from who in Gen.Choose(0, Names - 1) from what in Gen.Choose(0, 3) from amount in Gen.Choose(1, 100_000) select (who, what, amount))
        from turn in Gen.Choose(0, 100)
        select Make(mechanism, stakes, epochs, unbondedBefore, tasks, beacon, acts, turn));

    public override string ToString() =>
        $"epoch {State.Epoch}, {Commitments.Length} commitments of {string.Join(", ", State.Participants.Select(item => item.Stake))}; then {string.Join(", ", Acts)}";

    private static AuditSelectionCase Make(
        Mechanism mechanism, int[] stakes, int epochs, int[] unbondedBefore, int[] tasks, int[] beacon, IEnumerable<(int Who, int What, int Amount)> acts, int turn)
    {
        NetworkState state = mechanism.Open(Epoch.Zero, stakes.Select((stake, number) => KeyValuePair.Create(Name(number), Amount.Of((ulong)stake)))).State;
        for (int number = 0; number < Names; number++)
        {
            // Some leave in part before the epoch opens: what is not there any more must not come back into the rate by a cancellation.
            state = unbondedBefore[number] == 0 ? state : Try(mechanism, state, number, 1, stakes[number] / (2 * unbondedBefore[number]), out _);
        }

        for (int passed = 0; passed < epochs; passed++)
        {
            state = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        ImmutableArray<Commitment> commitments =
        [
            .. from number in Enumerable.Range(0, Names)
               from task in Enumerable.Range(0, tasks[number])
               select Commitment.Of(Name(number), TaskId.Of($"task-{number}/{task}"), window, ResultHash.OfChoice((ulong)task), ResultHash.OfChoice((ulong)number)),
        ];
        NetworkState later = state;
        ImmutableArray<string>.Builder done = ImmutableArray.CreateBuilder<string>();
        foreach ((int who, int what, int amount) in acts)
        {
            later = Try(mechanism, later, who, what, amount, out string act);
            done.Add(act);
        }

        Digest randomness = Digest.FromBytes(Array.ConvertAll(beacon, value => (byte)value));
        return new AuditSelectionCase(state, later, commitments, new Beacon(window.DrawRound, randomness), done.ToImmutable(), turn);
    }

    private static ParticipantId Name(int number) => ParticipantId.Of($"p{number}");

    private static NetworkState Try(Mechanism mechanism, NetworkState state, int who, int what, int amount, out string act)
    {
        ParticipantId name = Name(who);
        Amount units = Amount.Of((ulong)Math.Max(1, amount));
        act = $"{name} {(what switch { 0 => "deposits", 1 => "unbonds", 2 => "cancels", _ => "withdraws" })} {units}";
        try
        {
            return (what switch
            {
                0 => mechanism.Deposit(state, name, units),
                1 => mechanism.Unbond(state, name, units),
                2 => mechanism.CancelUnbonding(state, name, units),
                _ => mechanism.Withdraw(state, name),
            }).State;
        }
        catch (StakeRefusedException)
        {
            act += " (refused)";
            return state;
        }
    }
}
