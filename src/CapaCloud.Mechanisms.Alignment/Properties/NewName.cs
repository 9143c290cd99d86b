using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What a new name saves an honest participant at most, and what it costs at least, beside its price: after a wrongful verdict, and at any time while verdicts are on their way.</summary>
/// <remarks>
/// <code>
/// escaped       = delay * struck * (forfeited reward + what a verdict leaves behind)      a verdict finds the old name, which earns nothing any more
/// after one     saves what the verdict leaves behind + escaped,  costs price + interest of what it leaves of the old bond
/// at any time   saves escaped,                                   costs price + interest of the old bond until its release
/// </code>
/// Base units. Where verdicts come in the job's own epoch nothing is on its way; the interest is not counted there.
/// </remarks>
internal readonly record struct NewName(Fraction Saves, Fraction Margin)
{
    private const long LongestRelease = 1_000_000;

    public static NewName Of(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        Fraction price = economics.IdentityPrice.Low;
        if (economics.DetectionDelay == 0)
        {
            return new NewName(life.Marked, price - life.Marked);
        }

        Fraction bond = incentives.Probe.Stake.ToFraction(), left = bond > life.Largest ? bond - life.Largest : Fraction.Zero;
        Fraction escaped = new Fraction(economics.DetectionDelay) * life.Struck * (life.Forfeited + life.Marked);
        long release = (long)Math.Min(LongestRelease, incentives.Probe.Policy.Stake.ReleaseDelay.Epochs);
        Fraction interest = Fraction.One - DelayedVerdicts.Discounted(economics.Discount.High, release).High;
        Fraction after = price + (interest * left) - life.Marked - escaped, anyTime = price + (interest * bond) - escaped;
        return new NewName(life.Marked + escaped, after < anyTime ? after : anyTime);
    }
}
