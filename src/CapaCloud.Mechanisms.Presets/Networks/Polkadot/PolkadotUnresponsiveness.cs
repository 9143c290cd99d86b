using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>What it costs each of k of n validators of Polkadot to be offline in the same session: nothing while few are.</summary>
/// <remarks>
/// <code>part = 0.07 * min(1, 3 * (k - (floor(n / 10) + 1)) / n),  0 while k &lt;= floor(n / 10) + 1</code>
/// Rounds down at the 9th digit, as Polkadot does. 7 of 50 lose 0.0042 each. As a curve the shares stand for k and n, one in 10^18.
/// Source: paritytech/polkadot-sdk, frame/im-online.
/// </remarks>
public sealed record PolkadotUnresponsiveness : ISlashingCurve
{
    private const ulong PartsPerBillion = 1_000_000_000;

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => SlashingCurvePromises.Monotone | SlashingCurvePromises.Continuous;

    /// <inheritdoc/>
    public SlashingInputs Reads => SlashingInputs.ShareAtFault;

    /// <summary>Returns the part that each of the offline validators loses.</summary>
    /// <param name="offline">How many are offline.</param>
    /// <param name="validators">How many there are, not zero.</param>
    /// <returns>The part.</returns>
    public static Proportion Fraction(ulong offline, ulong validators)
    {
        ulong tolerated = (validators / 10) + 1;
        if (offline <= tolerated)
        {
            return Proportion.Zero;
        }

        UInt128 share = UInt128.Min(PartsPerBillion, (UInt128)3 * (offline - tolerated) * PartsPerBillion / validators);
        return Proportion.FromParts((ulong)(share * 7 / 100) * PartsPerBillion);
    }

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => Fraction(context.ShareAtFault.Parts, Proportion.PartsPerOne);
}
