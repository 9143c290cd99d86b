using CapaCloud.Mechanisms.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// Policies that follow each other, and what three participants do: each is at fault once, may leave, and its fault is brought late, and again in every epoch after that. A crowd with four
/// times the stake does what the third does, and both are found out together.
/// </summary>
/// <param name="Windows">The policies, the first from the beginning on.</param>
/// <param name="Changes">In which epochs the next ones come into force.</param>
/// <param name="Faults">The epoch of each participant's fault.</param>
/// <param name="Delays">How many epochs later it is brought; more than 30 is never.</param>
/// <param name="Leaves">How many epochs after its fault the participant leaves with everything.</param>
/// <param name="Crowd">The epoch of the crowd's fault, which is brought with the third participant's, if it was done by then.</param>
/// <param name="JobSteps">What happens to a job that is awarded in epoch 10: the epochs until it is delivered, until it is disputed; more than 12 is never.</param>
internal sealed record WindowHistory(WindowSet[] Windows, int[] Changes, int[] Faults, int[] Delays, int[] Leaves, int Crowd, int[] JobSteps)
{
    public const int People = 3, Accomplice = 2, Award = 10, Deadline = 13;

    private const int LastEpoch = -1, TooLate = -2;

    public static Arbitrary<WindowHistory> Drawn { get; } = Arb.From(
        from count in Gen.Choose(2, 4)
        from drawn in Gen.ArrayOf(WindowSet.Drawn, count)
            // A third goes back to where it was, and a third of all changes at once: what is taken out and brought back is lost in between, or not at all.
        from back in Gen.Elements(true, false, false)
        from drawnChanges in Gen.ArrayOf(Gen.Choose(1, 35), count - 1)
        from atOnce in Gen.Elements(true, false, false)
        let windows = back ? [.. drawn[..^1], drawn[0]] : drawn
        let changes = atOnce ? [.. drawnChanges.Select(_ => drawnChanges[0])] : drawnChanges
        // Most faults are in the first epoch or next to a change, and most are brought in the last epoch of their window or in the one after it; half leave with the fault: what a window
        // loses at its edge is lost there.
        from faults in Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0, 25)), (1, Gen.Constant(0)), (6, NextTo(changes))), People)
        from delays in Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0, 14)), (5, Gen.Constant(LastEpoch)), (1, Gen.Constant(TooLate)), (1, Gen.Constant(99))), People)
        from leaves in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 9)), People)
        from before in Gen.Frequency((4, Gen.Constant(0)), (5, Gen.Choose(1, 12)), (1, Gen.Choose(-6, -1)))
        from job in Gen.ArrayOf(Gen.Choose(0, 14), 2)
        select new WindowHistory(windows, [.. changes.Order()], faults, delays, leaves, Math.Max(0, faults[Accomplice] - before), job).AtTheEdges(), Smaller);

    /// <summary>The policy in force in an epoch: a change comes into force with the epoch after its own, as far as faults are concerned.</summary>
    public WindowSet OfFault(int epoch) => Windows[Changes.Count(change => change < epoch)];

    /// <summary>The policy whose rules an act of an epoch is under.</summary>
    public WindowSet OfAct(int epoch) => Windows[Changes.Count(change => change <= epoch)];

    /// <summary>Gets when the job's result comes, if it is still taken then.</summary>
    public int Delivery => Award + JobSteps[0];

    /// <summary>Gets when its requester disputes it, if it still can.</summary>
    public int Dispute => Delivery + 1 + JobSteps[1];

    /// <summary>Gets how the job ends, in which epoch, and what the provider earns of it, fee included, where it came in time: by the rules that were in force when it was awarded.</summary>
    public (JobEnding Ending, int Epoch, Amount Earned) JobAsAwarded
    {
        get
        {
            WindowSet terms = OfAct(Award);
            if (Delivery > Deadline + terms.Grace)
            {
                return (JobEnding.NotDelivered, Deadline + terms.Grace, Amount.Zero);
            }

            return terms.Ruling > 0 && Dispute <= Delivery + terms.Review
                ? (JobEnding.NoRuling, Dispute + terms.Ruling, WindowSet.JobPrice.Multiply(terms.Refund.Complement, Rounding.Down))
                : (JobEnding.Unopposed, Delivery + terms.Review, WindowSet.JobPrice);
        }
    }

    /// <summary>Gets when the third participant's fault and the crowd's are brought first.</summary>
    public int Found => Faults[Accomplice] + Delays[Accomplice];

    /// <summary>Gets a value indicating whether the crowd's fault had a price in its own epoch, and is brought while it can be charged.</summary>
    public bool IsCrowdCharged => IsCrowdBrought && OfFault(Crowd).Freed != Accomplice && Found - Crowd < OfFault(Crowd).Liability;

    /// <summary>Gets a value indicating whether the crowd's fault is brought.</summary>
    public bool IsCrowdBrought => Delays[Accomplice] < 30 && Crowd <= Found;

    /// <summary>What the crowd's fault costs: by the policy of its epoch, also in what the third participant's adds.</summary>
    public Amount PriceOfCrowd(Amount all) => IsCrowdCharged ? PriceTogether(Crowd, WindowSet.CrowdDeposit, Faults[Accomplice], IsCharged(Accomplice) ? WindowSet.Deposit : Amount.Zero, all) : Amount.Zero;

    /// <summary>What a participant's fault costs: by the policy of its epoch, also in what the crowd's adds.</summary>
    /// <param name="person">The participant.</param>
    /// <param name="all">All stake that stood in the epoch of the fault.</param>
    public Amount PriceOf(int person, Amount all)
    {
        if (person == Accomplice)
        {
            return IsFree(person) ? Amount.Zero : PriceTogether(Faults[person], WindowSet.Deposit, Crowd, IsCrowdCharged ? WindowSet.CrowdDeposit : Amount.Zero, all);
        }

        WindowSet then = OfFault(Faults[person]);
        uint percent = (uint)then.Price + (person == 0 && then.Freed != 0 ? WindowSet.Silence : 0);
        return IsFree(person) ? Amount.Zero : WindowSet.Deposit.Multiply(Proportion.Percent(percent), Rounding.Up);
    }

    /// <summary>Whether a participant's fault had a price in its own epoch, and is brought while it can be charged.</summary>
    public bool IsCharged(int person) => !IsFree(person) && Delays[person] < 30 && Delays[person] < OfFault(Faults[person]).Liability;

    private Amount PriceTogether(int fault, Amount own, int otherFault, Amount other, Amount all)
    {
        WindowSet then = OfFault(fault);
        Amount inWindow = own + (otherFault <= fault && fault - otherFault <= then.Correlation ? other : Amount.Zero);
        return then.PriceTogether(own, inWindow, own + (otherFault == fault ? other : Amount.Zero), all);
    }

    /// <summary>A result that was not shown is a wrong one where it has no price of its own.</summary>
    private bool IsFree(int person) => person > 0 && OfFault(Faults[person]).Freed == person;

    public override string ToString() =>
        $"{string.Join(" then ", Windows.Select(static windows => windows.ToString()))} at {string.Join(", ", Changes)}; faults in {string.Join(", ", Faults)}, brought {string.Join(", ", Delays)} later, leaving {string.Join(", ", Leaves)} later; the crowd in {Crowd}; job {string.Join(", ", JobSteps)}";

    private static Gen<int> NextTo(int[] changes) =>
        from change in Gen.Elements(changes)
        from distance in Gen.Elements(-1, 0, 1, 1, 2)
        select Math.Max(0, change + distance);

    private WindowHistory AtTheEdges() => this with
    {
        Delays = [.. Delays.Select((delay, person) => delay switch { LastEpoch => OfFault(Faults[person]).Liability - 1, TooLate => OfFault(Faults[person]).Liability, _ => delay })],
    };

    private static IEnumerable<WindowHistory> Smaller(WindowHistory history)
    {
        if (history.Changes.Length > 1)
        {
            yield return history with { Windows = history.Windows[..^1], Changes = history.Changes[..^1] };
            yield return history with { Windows = history.Windows[1..], Changes = history.Changes[1..] };
        }

        for (int person = 0; person < People; person++)
        {
            if (history.Delays[person] < 30)
            {
                int[] delays = [.. history.Delays];
                delays[person] = 99;
                yield return history with { Delays = delays };
            }
        }
    }
}
