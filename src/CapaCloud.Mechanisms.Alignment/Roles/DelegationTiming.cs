using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>When to come, when to go, and under how many names: played through the pool.</summary>
internal static class DelegationTiming
{
    private const int MostNames = 8;
    private const ulong MostExits = 1_000;

    /// <summary>Coming for the reward and leaving with it, against staying.</summary>
    public static Finding Sniping(DelegationTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.IncentiveCompatibility;
        ulong locked = terms.Incentives.Probe.Policy.Stake.ReleaseDelay.Epochs;
        Fraction gained = terms.Play.IncomeOfLatecomer(terms.LeastReward).ToFraction();
        string condition = $"who comes in the epoch of a reward gains {Answer.Show(gained)} of it, and is locked in for {Prose.Epochs(locked)} that earn nothing";
        return gained <= Fraction.One
            ? Answer.Holds(Property, terms.Income * new Fraction(locked), condition, ["A reward is for those who stood before its epoch, in proportion to what they hold. Played through the pool."])
            : Answer.Fails(Property, gained, condition, "delegate just before the reward is shared and leave with it, to every operator in turn; the profit is for each", []);
    }

    /// <summary>The same delegation under several names, through a reward and through a slash.</summary>
    public static Finding Splitting(DelegationTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.SybilNeutrality;
        (Fraction best, int names) = (new Fraction(-1), 1);
        int most = (int)UInt128.Min(MostNames, terms.Delegation.Delegation.Units);
        for (int count = 2; count <= most; count++)
        {
            Fraction rewarded = terms.Play.Income(terms.LeastReward, count).ToFraction() - terms.Play.Income(terms.LeastReward).ToFraction();
            Fraction slashed = terms.Play.AfterSlash(terms.Penalty, count).ToFraction() - terms.Play.AfterSlash(terms.Penalty, 1).ToFraction();
            Fraction gain = rewarded > slashed ? rewarded : slashed;
            (best, names) = gain > best || count == 2 ? (gain, count) : (best, names);
        }

        Fraction identities = new Fraction(names - 1) * terms.Incentives.Economics.IdentityPrice.Low;
        string condition = $"a share of a pool is worth the same to everybody: up to {most} names gain at most {Answer.Show(best)} by rounding";
        return best > Fraction.One + identities
            ? Answer.Fails(Property, best - identities, condition, $"delegate under {names} names", [])
            : new Finding.Holds
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = condition,
                Margin = terms.Incentives.Economics.IdentityPrice.Low,
                Epsilon = best.IsPositive ? best : Fraction.Zero,
                Assumptions = [$"Played through the pool with one reward and one slash for up to {most} names; more names were not looked at."],
            };
    }

    public static Finding Whitewash() => Answer.Holds(
        AlignmentProperty.WhitewashResistance,
        Fraction.Zero,
        "a delegation has no record that a new name would shed; liability stays with the stake that stood at the fault",
        ["Where delegators have a reputation of their own, ask about it as about a participant's."],
        AlignmentEngine.Promise);

    /// <summary>Every epoch of leaving between the fault and the verdict, against staying; and coming after the fault.</summary>
    public static Finding Exit(DelegationTerms terms, CancellationToken cancellation)
    {
        const AlignmentProperty Property = AlignmentProperty.ExitSafety;
        StakingRules rules = terms.Incentives.Probe.Policy.Stake;
        ulong delay = (ulong)terms.Incentives.PenaltyDelay;
        Epoch verdict = DelegationPlay.Fault + EpochSpan.Of(delay);
        Fraction atStake = terms.Delegation.Delegation.Multiply(terms.Penalty, Rounding.Up).ToFraction();
        string condition = $"a penalty comes {Prose.Epochs(delay)} after the fault, delegations can be charged for {Prose.Epochs(rules.LiabilityWindow)} and are released after {Prose.Epochs(rules.ReleaseDelay)}";
        if (!rules.IsChargeable(DelegationPlay.Fault, verdict))
        {
            return Answer.Fails(Property, atStake, condition, "stand behind a cheating operator: the verdict finds nothing to charge", []);
        }

        Epoch early = Epoch.Of(DelegationPlay.Fault.Number - 1_000);
        Amount stays = terms.Play.Through(early, null, verdict, terms.Penalty);
        Fraction largest = new(-1);
        ulong looked = Math.Min(delay, MostExits);
        for (ulong later = 0; later <= looked; later++)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction saved = terms.Play.Through(early, DelegationPlay.Fault + EpochSpan.Of(later), verdict, terms.Penalty).ToFraction() - stays.ToFraction();
            largest = saved > largest ? saved : largest;
        }

        Amount late = delay == 0 ? terms.Delegation.Delegation : terms.Play.Through(DelegationPlay.Fault.Next, null, verdict, terms.Penalty);
        Fraction wronged = terms.Delegation.Delegation.ToFraction() - late.ToFraction();
        return largest > Fraction.One
            ? Answer.Fails(Property, largest, condition, "leave after the fault and before its verdict", [])
            : new Finding.Holds
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = $"{condition}; who comes after the fault loses {Answer.Show(wronged)} by rounding",
                Margin = atStake,
                Epsilon = largest.IsPositive ? largest : Fraction.Zero,
                Assumptions =
                [
                    delay > MostExits ? $"Played through the pool for the first {Prose.Epochs(MostExits)} of leaving; no later one is treated otherwise." : "Played through the pool for every epoch of leaving.",
                    "The margin is what the fault costs, whoever leaves.",
                ],
            };
    }
}
