using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Benchmarks.Soak;

/// <summary>
/// A network in which somebody always comes and somebody always leaves: in each epoch a hundredth takes all stake out and as many join under new names. Every tenth
/// misses duties, every hundredth delivers a wrong result, every tenth passes an audit; who it is follows from the epoch. Money is counted here a second time,
/// posting by posting.
/// </summary>
internal sealed class SoakNetwork
{
    private static readonly Amount Bond = Amount.Of(1_000_000), Payments = Amount.Of(10_000_000_000);

    private readonly Mechanism _mechanism = Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One), offence => offence with { RepetitionWindow = EpochSpan.Of(10), Jail = EpochSpan.Of(2), AppealWindow = EpochSpan.Of(2) })
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(5)).TimesReputation().TimesUptime()));

    private readonly Queue<ParticipantId> _active = [];
    private readonly Queue<(Epoch From, ParticipantId Name)> _leaving = [];
    private readonly int _churn;
    private int _named;

    public SoakNetwork(int participants)
    {
        _churn = Math.Max(1, participants / 100);
        ParticipantId[] first = [.. Enumerable.Range(0, participants).Select(_ => Name())];
        StateChange opened = _mechanism.Open(Epoch.Zero, first.Select(name => KeyValuePair.Create(name, Bond)));
        Array.ForEach(first, _active.Enqueue);
        State = opened.State;
        Count(opened.Postings);
    }

    public NetworkState State { get; private set; }

    /// <summary>Gets what came in and went out, summed up from the postings alone.</summary>
    public UInt128 In { get; private set; }

    public UInt128 Out { get; private set; }

    /// <summary>Gets how many have left with all their money.</summary>
    public int Departed { get; private set; }

    /// <summary>Settles one epoch, and says what does not agree; nothing when all does.</summary>
    public string? Turn()
    {
        Leave();
        Join();
        EpochSettlement settlement = _mechanism.Settle(State, Report());
        State = settlement.After;
        Count(settlement.Postings);
        return Disagreement(settlement);
    }

    private void Leave()
    {
        while (_leaving.TryPeek(out (Epoch From, ParticipantId Name) next) && next.From <= State.Epoch)
        {
            _leaving.Dequeue();
            StateChange paid = _mechanism.Withdraw(State, next.Name);
            State = paid.State;
            Count(paid.Postings);
            ParticipantState left = State.StateOf(next.Name);
            if (left.Stake.Total.IsZero)
            {
                Departed++;
            }
            else
            {
                // Held by an accusation, or released later.
                _leaving.Enqueue((State.Epoch.Plus(EpochSpan.One), next.Name));
            }
        }

        for (int number = 0; number < _churn; number++)
        {
            ParticipantId name = _active.Dequeue();
            Amount bonded = State.StateOf(name).Stake.Bonded;
            if (!bonded.IsZero)
            {
                State = _mechanism.Unbond(State, name, bonded).State;
            }

            _leaving.Enqueue((State.Epoch.Plus(EpochSpan.Of(6)), name));
        }
    }

    private void Join()
    {
        for (int number = 0; number < _churn; number++)
        {
            ParticipantId name = Name();
            StateChange joined = _mechanism.Deposit(State, name, Bond);
            State = joined.State;
            Count(joined.Postings);
            _active.Enqueue(name);
        }
    }

    private EpochReport Report()
    {
        ulong epoch = State.Epoch.Number;
        ParticipantId[] names = [.. _active];
        return new EpochReport
        {
            Epoch = State.Epoch,
            Beacon = new Beacon(epoch + 1, Digest.Parse(new string('5', 64))),
            Payments = Payments,
            Participants = [.. names.Select((name, index) => new ParticipantReport
            {
                Participant = name,
                Work = (ulong)(1_000 + index),
                DutiesDue = 86_400,
                Missed = ((ulong)index + epoch) % 10 == 0 ? [new MissedDuties("disk", 20_000)] : [],
            })],
            Verdicts =
            [
                .. names.Where((_, index) => ((ulong)index + epoch) % 10 == 1).Select(name => On(name, epoch, VerdictReason.MatchesAccepted)),
                .. names.Where((_, index) => ((ulong)index + (7 * epoch)) % 100 == 2).Select(name => On(name, epoch, VerdictReason.ContradictsAccepted)),
            ],
        };
    }

    private static Verdict On(ParticipantId name, ulong epoch, VerdictReason reason) =>
        Verdict.Because(name, TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"t{epoch}-{name}")), Epoch.Of(epoch), reason);

    private string? Disagreement(EpochSettlement settlement)
    {
        UInt128 held = State.Treasury.Units + State.RewardPool.Units;
        foreach (ParticipantState participant in State.Participants)
        {
            held += participant.Stake.Total.Units + participant.WithheldTotal().Units;
        }

        Books books = State.Books;
        return books.In.Units != In ? $"{books.In.Units} came in by the books, {In} by the postings"
            : books.Out.Units != Out ? $"{books.Out.Units} went out by the books, {Out} by the postings"
            : books.Held.Units != held ? $"{books.Held.Units} are held by the books, {held} by the accounts"
            : In != Out + held + books.Burned.Units + books.Dust.Units ? $"{In} came in, and {Out} paid, {held} held, {books.Burned.Units} burned and {books.Dust.Units} of dust are not that"
            : State.Inconsistencies() is [var first, ..] ? first.ToString()
            : settlement.SetAside is [var item, ..] ? $"set aside: {item}"
            : null;
    }

    /// <summary>Counts what crossed the edge of the network.</summary>
    private void Count(IEnumerable<Posting> postings)
    {
        foreach (Posting posting in postings)
        {
            In += posting.From.Kind is LedgerAccountKind.Wallet or LedgerAccountKind.Requesters ? posting.Amount.Units : 0;
            Out += posting.To.Kind == LedgerAccountKind.Wallet ? posting.Amount.Units : 0;
        }
    }

    private ParticipantId Name() => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"p{_named++:0000000}"));
}
