namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How much of the liable stake an offence costs.</summary>
/// <remarks>
/// <code>penalty = ceiling(liable stake * Evaluate(context))</code>
/// A curve is a pure function of its context: the same context gives the same part on every machine. An implementation is
/// immutable, and takes part in a policy's JSON under a registered name. Its laws are <c>SlashingCurveLaws</c> in
/// CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface ISlashingCurve
{
    /// <summary>Gets what this curve promises for every context; the laws test each promise.</summary>
    SlashingCurvePromises Promises { get; }

    /// <summary>Gets what of a context this curve looks at; the laws test that nothing else changes the part, and that this does.</summary>
    /// <remarks>
    /// A mechanism refuses a curve that reads what nothing in it feeds. A curve of curves reads what its parts read, except where it cuts
    /// off every difference: 30 % capped at 10 % reads nothing.
    /// </remarks>
    SlashingInputs Reads { get; }

    /// <summary>Returns the part of the liable stake that the offence costs.</summary>
    /// <param name="context">What is known of the offence.</param>
    /// <returns>The part, in [0, 1], in parts of 10^18.</returns>
    Proportion Evaluate(in OffenceContext context);
}
