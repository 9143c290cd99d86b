using System.Numerics;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A history played with an accumulator and with exact fractions beside it.</summary>
/// <remarks>
/// <code>due(i) = sum over the epochs of reward * stake(i) / stake of all who joined before the epoch and had not left before it, after the slashes of earlier epochs</code>
/// As a quotient of integers over one denominator. Steps that make no sense (a member that is not there, a join after a slash for the same epoch) are left out.
/// </remarks>
internal sealed class AccrualHistory
{
    private readonly List<Member> _members = [];

    private ulong _lastFault = ulong.MaxValue;

    public List<Amount> Paid { get; } = [];

    public Amount In { get; private set; }

    public Amount Refused { get; private set; }

    public IReadOnlyList<(BigInteger Numerator, BigInteger Denominator)> Due => [.. _members.Select(member => member.Due)];

    public IReadOnlyList<bool> StoodNever => [.. _members.Select(member => member.Left == member.Joined)];

    public static AccrualHistory Play(IAccrual accrual, IReadOnlyList<AccrualEpoch> epochs, bool claimsMidway, bool backwards)
    {
        AccrualHistory history = new();
        ulong open = 1;
        for (int index = 0; index < epochs.Count; index++)
        {
            Epoch now = Epoch.Of((ulong)index + 1);
            history.StandIn(epochs[index].Reward, now);
            bool closed = false;
            foreach (AccrualStep step in epochs[index].Steps)
            {
                // Closing at the begin of an epoch or at its end makes no difference.
                if (backwards && !closed)
                {
                    open = history.CloseUpTo(accrual, epochs, open, index);
                    closed = true;
                }

                history.Do(accrual, step, now, claimsMidway);
            }

            open = history.CloseUpTo(accrual, epochs, open, index);
        }

        history.CloseUpTo(accrual, epochs, open, int.MaxValue);
        for (int turn = 0; turn < history._members.Count; turn++)
        {
            history.Claim(accrual, backwards ? history._members.Count - 1 - turn : turn);
        }

        return history;
    }

    private void StandIn(UInt128 reward, Epoch epoch)
    {
        // Over the weights 10^18-parts of the stake, which slashes by such parts keep exact.
        List<Member> standing = [.. _members.Where(member => member.Joined < epoch.Number && (member.Left is null || member.Left >= epoch.Number) && !member.Weight.Numerator.IsZero)];
        if (standing.Count == 0)
        {
            return;
        }

        BigInteger scale = standing.Aggregate(BigInteger.One, (common, member) => BigInteger.Max(common, member.Weight.Denominator));
        BigInteger all = standing.Aggregate(BigInteger.Zero, (sum, member) => sum + (member.Weight.Numerator * (scale / member.Weight.Denominator)));
        foreach (Member member in standing)
        {
            member.Add(reward * member.Weight.Numerator * (scale / member.Weight.Denominator), all);
        }
    }

    private ulong CloseUpTo(IAccrual accrual, IReadOnlyList<AccrualEpoch> epochs, ulong open, int now)
    {
        while (open <= (ulong)epochs.Count && (now == int.MaxValue || (ulong)now + 1 >= open + (ulong)epochs[(int)open - 1].Delay))
        {
            Amount reward = Amount.Of(epochs[(int)open - 1].Reward);
            In += reward;
            Refused += accrual.Close(Epoch.Of(open), reward);
            open++;
        }

        return open;
    }

    private void Do(IAccrual accrual, AccrualStep step, Epoch now, bool claims)
    {
        int member = _members.Count == 0 ? -1 : step.Member % _members.Count;
        if (step.Kind == 0 && _lastFault != now.Number)
        {
            accrual.Join(step.Amount, now);
            _members.Add(new Member(now.Number, step.Amount));
            Paid.Add(Amount.Zero);
        }
        else if (step.Kind == 1 && member >= 0 && _members[member].Left is null)
        {
            accrual.Leave(member, now);
            _members[member].Left = now.Number;
        }
        else if (step.Kind == 2)
        {
            ulong fault = now.Number - ulong.Min(now.Number, (ulong)step.Member % 4);
            accrual.Slash(Epoch.Of(fault), step.Fraction, now);
            _lastFault = fault == now.Number && !step.Fraction.IsZero ? fault : _lastFault;
            foreach (Member slashed in _members.Where(other => other.Joined <= fault && other.Left is null))
            {
                slashed.Slash(step.Fraction);
            }
        }
        else if (step.Kind == 3 && member >= 0 && claims)
        {
            Claim(accrual, member);
        }
    }

    private void Claim(IAccrual accrual, int member) => Paid[member] += accrual.Claim(member);

    private sealed class Member(ulong joined, UInt128 stake)
    {
        public ulong Joined => joined;

        public ulong? Left { get; set; }

        public (BigInteger Numerator, BigInteger Denominator) Weight { get; private set; } = (stake, BigInteger.One);

        public (BigInteger Numerator, BigInteger Denominator) Due { get; private set; } = (BigInteger.Zero, BigInteger.One);

        public void Slash(Proportion fraction) => Weight = (Weight.Numerator * fraction.Complement.Parts, Weight.Denominator * Proportion.PartsPerOne);

        public void Add(BigInteger numerator, BigInteger denominator)
        {
            BigInteger sum = (Due.Numerator * denominator) + (numerator * Due.Denominator), whole = Due.Denominator * denominator, divisor = BigInteger.GreatestCommonDivisor(sum, whole);
            Due = (sum / divisor, whole / divisor);
        }
    }
}
