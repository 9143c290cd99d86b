using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Some epochs of a drawn network, played as a large network and as an ordinary one side by side. Most participants are calm in most epochs: they work, keep their duties, and nothing else.</summary>
/// <param name="First">The network and the report of its first epoch.</param>
/// <param name="Seed">What the later epochs are drawn with.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="Calm">How many of ten are calm.</param>
internal sealed record LargeHistory(NetworkCase First, ulong Seed, int Epochs, int Calm)
{
    /// <summary>Draws histories under a mechanism.</summary>
    public static Arbitrary<LargeHistory> Under(Mechanism mechanism) => Arb.From(
        from first in NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(3), deposits).State, mechanism)
        from seed in Generate.Word
        from epochs in Gen.Choose(1, 6)
        from calm in Gen.Choose(3, 10)
        select new LargeHistory(first, seed, epochs, calm),
        Smaller);

    /// <summary>Plays it; returns what first differs, or nothing.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="compare">Compares an epoch: the ordinary settlement, the large one.</param>
    /// <param name="system">The large network.</param>
    public bool Holds(Mechanism mechanism, LargeSystem system, Func<EpochSettlement, LargeSettlement, bool> compare)
    {
        Random random = new((int)(Seed & int.MaxValue));
        NetworkState state = First.State;
        LargeNetwork network = system.Of(mechanism, state);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            (state, network) = Moved(mechanism, system, state, network, random);
            EpochReport report = ReportOf(mechanism, state, epoch, random);
            bool isSettled = mechanism.TrySettle(state, report, out EpochSettlement? settled, out var reasons);
            LargeSettlement? large = system.Settle(mechanism, network, system.Report(network, report), null, out string refusals);
            if (settled is null || large is null)
            {
                return !isSettled && large is null && refusals == string.Join(", ", reasons.Select(static reason => reason.Reason).Distinct().Order());
            }

            if (!compare(settled, large))
            {
                return false;
            }

            (state, network) = (settled.After, system.After(large));
        }

        return true;
    }

    private static IEnumerable<LargeHistory> Smaller(LargeHistory history)
    {
        if (history.Epochs > 1)
        {
            yield return history with { Epochs = history.Epochs - 1 };
        }

        if (history.Calm < 10)
        {
            yield return history with { Calm = history.Calm + 1 };
        }

        foreach (NetworkCase first in NetworkCases.Shrink(history.First))
        {
            yield return history with { First = first };
        }
    }

    private EpochReport ReportOf(Mechanism mechanism, NetworkState state, int epoch, Random random)
    {
        EpochReport drawn = epoch == 0 ? First.Report : NetworkCases.For(mechanism.Policy, _ => state).Sample(1, new Rnd((ulong)random.NextInt64(), 1), 50).Single().Report;
        HashSet<ParticipantId> calm = [.. state.Participants.Select(static one => one.Participant).Where(_ => random.Next(10) < Calm)];
        return drawn with
        {
            Participants = [.. drawn.Participants.Where(_ => random.Next(9) > 0).Select(row => calm.Contains(row.Participant) ? row with { Missed = [] } : row)],
            Verdicts = drawn.Verdicts.RemoveAll(verdict => calm.Contains(verdict.Participant)),
            Evidence = drawn.Evidence.RemoveAll(evidence => calm.Contains(evidence.Offender)),
            Checks = drawn.Checks.RemoveAll(duty => calm.Contains(duty.Checker)),
            Rulings = [.. Pending(state).Where(_ => random.Next(3) == 0).Select(item => new Ruling(item.Accused, item.Key, random.Next(2) == 0 ? RulingOutcome.Confirmed : RulingOutcome.Overturned))],
        };
    }

    private static IEnumerable<(ParticipantId Accused, Digest Key)> Pending(NetworkState state) =>
        state.Participants.SelectMany(one => one.Cases.Where(item => item.Status == CaseStatus.Pending).Select(item => (one.Participant, item.Key)));

    private static (NetworkState State, LargeNetwork Network) Moved(Mechanism mechanism, LargeSystem system, NetworkState state, LargeNetwork network, Random random)
    {
        for (int move = random.Next(3); move > 0; move--)
        {
            ParticipantId who = ParticipantId.Of($"{(random.Next(4) == 0 ? "newcomer-" : "p")}{random.Next(10)}");
            Amount amount = Amount.Of((UInt128)random.NextInt64(1, 1_000_000)) + mechanism.Policy.Stake.MinimumBond;
            try
            {
                if (random.Next(2) == 0)
                {
                    (state, network) = (mechanism.Deposit(state, who, amount).State, system.Deposit(mechanism, network, who, amount));
                }
                else if (state.TryGetState(who, out ParticipantState one) && !one.Stake.Bonded.IsZero)
                {
                    Amount most = one.Stake.Bonded;
                    (state, network) = (mechanism.Unbond(state, who, most).State, network.Do([who], part => mechanism.Unbond(part, who, most).State));
                }
            }
            catch (StakeRefusedException)
            {
                // A refused move changes nothing, on either side.
            }
        }

        return (state, network);
    }
}
