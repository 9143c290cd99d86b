using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Worlds;

/// <summary>The one world of every engine: the network of N participants that settles, with its own splitter, breaker, correlation, dust and books.</summary>
/// <remarks>
/// <code>
/// network = the attacker's names + N - 1 honest others, each with the minimum bond and all the jobs of an epoch
/// payments of an epoch = floor(payment for a job * jobs reported)
/// </code>
/// Every figure is what <see cref="Mechanism.Settle(NetworkState, EpochReport)"/> answers. Above <see cref="MostAccounts"/> participants the others stand in a few accounts with the
/// same stake and work together, where the splitter looks at shares alone; where it does not, <see cref="Limit"/> says that the network is too large.
/// </remarks>
internal sealed class NetworkWorld
{
    /// <summary>The most participants that are settled one by one.</summary>
    public const long MostAccounts = 256;

    private const int Blocks = 4;

    /// <summary>Breaks ties between equal claims, the same in every play: a unit of the pool more or less for one of them.</summary>
    private static readonly Digest Chance = Digest.FromBytes([.. Enumerable.Repeat((byte)0x5a, Digest.Size)]);

    private readonly ImmutableArray<(ParticipantId Name, UInt128 Many)> _others;
    private readonly Fraction _payment;

    public NetworkWorld(Mechanism mechanism, Economics economics)
        : this(mechanism, economics, economics.PaymentPerJob.Low)
    {
    }

    public NetworkWorld(Mechanism mechanism, Economics economics, Fraction payment)
    {
        Mechanism = mechanism;
        Economics = economics;
        _payment = payment;
        Stake = Amount.Max(mechanism.Policy.Stake.MinimumBond, Amount.Of(1));
        _others = Others(economics.Participants - 1);
    }

    public Mechanism Mechanism { get; }

    public Economics Economics { get; }

    /// <summary>Gets the least stake with which work is given; one unit where the policy asks for none, for the network knows nobody without stake.</summary>
    public Amount Stake { get; }

    /// <summary>Gets the epoch in which a play begins: late enough for every window to look back at nothing.</summary>
    public Epoch Start { get; } = Epoch.Of(1_000_000);

    /// <summary>Gets why the network cannot be settled as it is, or null.</summary>
    public string? Limit => IsByShares(Mechanism.Policy.Reward.Splitter) || Economics.Participants <= MostAccounts
        ? null
        : $"{Mechanism.Policy.Reward.Splitter.GetType().Name} is not by shares alone, and {Prose.Count(Economics.Participants, "participant is", "participants are")} more than the {MostAccounts} that are settled one by one";

    /// <summary>Tells whether a splitter pays each its share of the weight, to the unit.</summary>
    public static bool IsByShares(IRewardSplitter splitter) => splitter.Promises.HasFlag(RewardSplitterPromises.WithinOneUnitOfQuota);

    /// <summary>Returns one of the attacker's names.</summary>
    public static ParticipantId Own(int number) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"attacker-{number:000}"));

    /// <summary>Gets one of the others, who reports what it is told.</summary>
    public static ParticipantId Accomplice => Other(0);

    private static ParticipantId Other(int number) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"honest-{number:000}"));

    /// <summary>Opens the network with the attacker's stakes.</summary>
    public NetworkState Open(params ReadOnlySpan<Amount> own)
    {
        List<KeyValuePair<ParticipantId, Amount>> deposits = [.. _others.Select(other => KeyValuePair.Create(other.Name, Stake.Multiply(other.Many, 1, Rounding.Up)))];
        for (int number = 0; number < own.Length; number++)
        {
            deposits.Add(KeyValuePair.Create(Own(number), own[number]));
        }

        return Mechanism.Open(Start, deposits).State;
    }

    /// <summary>Tells whether a name is given work: it is not in jail and its bond is large enough.</summary>
    public bool IsAtWork(NetworkState state, ParticipantId name) =>
        state.TryGetState(name, out ParticipantState participant) && participant.JailedUntil <= state.Epoch && participant.Stake.Bonded >= Mechanism.Policy.Stake.MinimumBond;

    /// <summary>Brings a bond back to the least with which work is given.</summary>
    public (NetworkState State, Amount Paid) TopUp(NetworkState state, ParticipantId name)
    {
        Amount missing = Stake.SubtractToZero(state.StateOf(name).Stake.Bonded);
        return missing.IsZero ? (state, missing) : (Mechanism.Deposit(state, name, missing).State, missing);
    }

    /// <summary>Settles one epoch: the others work honestly and nothing of theirs is found false; whoever is accused appeals on the last day, and nobody rules.</summary>
    public WorldStep Settle(NetworkState state, params ReadOnlySpan<OwnEpoch> own)
    {
        List<ParticipantReport> reports = [];
        List<Verdict> verdicts = [];
        List<Evidence> evidence = [];
        List<Appeal> appeals = [];
        BigInteger jobs = BigInteger.Zero;
        foreach ((ParticipantId name, UInt128 many) in _others)
        {
            ulong work = (ulong)((UInt128)(ulong)Economics.JobsPerEpoch * many);
            jobs += work;
            reports.Add(new ParticipantReport { Participant = name, Work = work });
        }

        foreach (OwnEpoch act in own)
        {
            long work = IsAtWork(state, act.Name) ? act.Work : 0;
            jobs += work;
            reports.Add(new ParticipantReport { Participant = act.Name, Work = (ulong)work });
            Judge(state.Epoch, act, verdicts, evidence);
            appeals.AddRange(state.StateOf(act.Name).Cases
                .Where(item => item.Status == CaseStatus.Pending && !item.IsAppealed && item.Deadline == state.Epoch)
                .Select(item => new Appeal(act.Name, item.Key)));
        }

        EpochSettlement settled = Mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Beacon = new Beacon(state.Epoch.Number, Chance),
            Payments = Amount.Of((UInt128)(_payment * new Fraction(jobs)).ToBigInteger()),
            Participants = [.. reports],
            Verdicts = [.. verdicts],
            Evidence = [.. evidence],
            Appeals = [.. appeals],
        });
        ImmutableArray<ParticipantOutcome>.Builder outcomes = ImmutableArray.CreateBuilder<ParticipantOutcome>(own.Length);
        foreach (OwnEpoch act in own)
        {
            outcomes.Add(settled.OutcomeOf(act.Name));
        }

        return new WorldStep(settled.After, outcomes.MoveToImmutable());
    }

    private void Judge(Epoch now, OwnEpoch act, List<Verdict> verdicts, List<Evidence> evidence)
    {
        for (long number = 0; number < act.Passed; number++)
        {
            verdicts.Add(Verdict(act.Name, now, "passed", number, VerdictOutcome.Correct));
        }

        bool isPriced = Mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult);
        foreach ((Epoch fault, long count) in act.Found)
        {
            // What has no price, or comes after the liability has ended, is never charged.
            for (long number = 0; number < count && isPriced && Mechanism.Policy.Stake.IsChargeable(fault, now); number++)
            {
                Verdict verdict = Verdict(act.Name, fault, "false", number, VerdictOutcome.Incorrect);
                if (act.Reporter.IsNone)
                {
                    verdicts.Add(verdict);
                }
                else
                {
                    evidence.Add(new Evidence
                    {
                        Offence = Offence.IncorrectResult,
                        Offender = act.Name,
                        FaultEpoch = fault,
                        Task = verdict.Task,
                        Severity = Proportion.One,
                        Reporter = act.Reporter,
                    });
                }
            }
        }
    }

    private static Verdict Verdict(ParticipantId name, Epoch epoch, string kind, long number, VerdictOutcome outcome) => new(
        name,
        TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{kind}-{epoch}-{number}")),
        epoch,
        outcome,
        outcome == VerdictOutcome.Correct ? VerdictReason.MatchesAccepted : VerdictReason.ContradictsAccepted,
        default);

    private static ImmutableArray<(ParticipantId Name, UInt128 Many)> Others(long count)
    {
        long accounts = count < MostAccounts ? count : Blocks;
        return
        [
            .. Enumerable.Range(0, (int)accounts).Select(number => (
                Other(number),
                (UInt128)(ulong)((count / accounts) + (number < count % accounts ? 1 : 0)))),
        ];
    }
}
