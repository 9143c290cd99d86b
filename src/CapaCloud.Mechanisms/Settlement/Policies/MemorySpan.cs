namespace CapaCloud.Mechanisms.Settlement;

/// <summary>For how long a fault is remembered: as long as anything that the policy counts can look back at it.</summary>
/// <remarks>
/// <code>memory = liability window + 4 * longest appeal window + longest of the repetition and correlation windows and the span of which the dearest fault counts</code>
/// A fault can be brought until its liability window closes, its case lasts at most twice the appeal window, and so does that of another case its batch waits for;
/// only then is it priced, and looks back over the repetition and correlation windows.
/// </remarks>
internal static class MemorySpan
{
    /// <summary>Returns the memory in a state, which may still have prices of earlier policies that look back further.</summary>
    public static EpochSpan Of(MechanismPolicy policy, NetworkState state, EpochSpan liability)
    {
        EpochSpan memory = Of(policy, liability);
        foreach (FormerOffences former in state.FormerOffences)
        {
            memory = EpochSpan.Max(memory, Saturated((UInt128)liability.Epochs + former.Memory.Epochs));
        }

        return memory;
    }

    public static EpochSpan Of(MechanismPolicy policy, EpochSpan liability)
    {
        ulong appeal = 0, window = policy.Penalty.DearestInSpan is { } span ? span.Epochs : 0;
        foreach (OffencePolicy offence in policy.Offences)
        {
            appeal = Math.Max(appeal, offence.AppealWindow.Epochs);
            window = Math.Max(window, Math.Max(offence.RepetitionWindow.Epochs, offence.CorrelationWindow.Epochs));
        }

        UInt128 memory = (UInt128)liability.Epochs + ((UInt128)4 * appeal) + window;
        return Saturated(memory);
    }

    private static EpochSpan Saturated(UInt128 epochs) => EpochSpan.Of(epochs > ulong.MaxValue ? ulong.MaxValue : (ulong)epochs);
}
