using System.Collections.Immutable;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Checks that whatever an offence's curve looks at is counted, and that nothing is counted in vain.</summary>
internal static class OffenceWindows
{
    public static void Check(OffencePolicy offence, string path, ImmutableArray<PolicyError>.Builder errors)
    {
        CheckLength(offence.RepetitionWindow, $"{path}.repetitionWindow", errors);
        CheckLength(offence.CorrelationWindow, $"{path}.correlationWindow", errors);
        CheckLength(offence.Jail, $"{path}.jail", errors);
        CheckLength(offence.AppealWindow, $"{path}.appealWindow", errors);
        Require(
            offence.IsInvalidating || CanCost(offence.Curve, uint.MaxValue), $"{path}.curve", "costs nothing in any circumstances, so the offence has no effect at all; expected a curve that costs something, the constant 0 with a forfeited reward, or leave the offence out");
        Require(
            !offence.IsInvalidating || offence.Jail.IsZero,
            $"{path}.jail",
            $"is {Prose.Epochs(offence.Jail)}, and an offence that costs no stake leads to no jail; expected 0, or a curve that costs something");
        uint reached = MostEarlier(offence);
        Require(
            !CanCost(offence.Curve, uint.MaxValue) || CanCost(offence.Curve, reached),
            $"{path}.curve",
            $"costs nothing after at most {Prose.Count(reached, "earlier offence")}, and more cannot come together: somebody is absent once in an epoch, and the repetition window is {Prose.Epochs(offence.RepetitionWindow)}; expected less grace or a longer window");
        SlashingInputs reads = offence.Curve.Reads;
        bool countsRepetition = reads.HasFlag(SlashingInputs.EarlierOffences), countsCorrelation = reads.HasFlag(SlashingInputs.ShareAtFault);
        Require(
            !countsRepetition || !offence.RepetitionWindow.IsZero,
            $"{path}.repetitionWindow",
            "is 0 epochs, so no earlier offence is ever counted, and the curve looks at earlier offences; expected at least 1, the liability window for example");
        Require(
            countsRepetition || offence.RepetitionWindow.IsZero,
            $"{path}.repetitionWindow",
            $"is {Prose.Epochs(offence.RepetitionWindow)}, and the curve does not look at earlier offences; expected 0, or a curve that escalates or forgives");
        Require(
            countsCorrelation || offence.CorrelationWindow.IsZero,
            $"{path}.correlationWindow",
            $"is {Prose.Epochs(offence.CorrelationWindow)}, and the curve does not look at the stake at fault; expected 0, or a correlated curve");
        Require(
            !reads.HasFlag(SlashingInputs.Duration) || offence.Offence == Offence.Downtime,
            $"{path}.curve",
            $"looks at how long the offence has lasted, and only '{Offence.Downtime}' lasts; expected a curve without {nameof(AfterCurve)}");

        void Require(bool holds, string where, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(where, message));
            }
        }
    }

    /// <summary>An epoch has one absence of somebody; of other faults it can have any number. Without a window another rule complains.</summary>
    private static uint MostEarlier(OffencePolicy offence) =>
        offence.Offence == Offence.Downtime && !offence.RepetitionWindow.IsZero && offence.RepetitionWindow.Epochs < uint.MaxValue ? (uint)offence.RepetitionWindow.Epochs : uint.MaxValue;

    /// <summary>Tells whether a fault can cost anything: asked at the ends of what a curve looks at, and in between.</summary>
    private static bool CanCost(ISlashingCurve curve, uint mostEarlier)
    {
        foreach (uint earlier in (ReadOnlySpan<uint>)[0, Math.Min(1, mostEarlier), Math.Min(10, mostEarlier), mostEarlier])
        {
            foreach (EpochSpan duration in (ReadOnlySpan<EpochSpan>)[EpochSpan.Zero, EpochSpan.One, EpochSpan.MaxValue])
            {
                foreach (Proportion share in (ReadOnlySpan<Proportion>)[Proportion.Zero, Proportion.Half, Proportion.One])
                {
                    OffenceContext context = new() { Severity = Proportion.One, EarlierOffences = earlier, Duration = duration, ShareAtFault = share };
                    if (!curve.Evaluate(context).IsZero || !curve.Evaluate(context with { Severity = Proportion.Half }).IsZero)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static void CheckLength(EpochSpan window, string path, ImmutableArray<PolicyError>.Builder errors)
    {
        if (window.Epochs > StakingRules.LongestWindow)
        {
            errors.Add(new PolicyError(path, $"is {Prose.Epochs(window)}; expected at most {Prose.Number(StakingRules.LongestWindow)}"));
        }
    }
}
