namespace CapaCloud.Mechanisms.Settlement;

/// <summary>For how long a fault is remembered: as long as anything that the policy counts can look back at it.</summary>
/// <remarks>
/// <code>memory = liability window + 4 * longest appeal window + longest of the repetition and correlation windows</code>
/// A fault can be brought until its liability window closes, its case lasts at most twice the appeal window, and so does that of another case its batch waits for;
/// only then is it priced, and looks back over the repetition and correlation windows.
/// </remarks>
internal static class MemorySpan
{
    public static EpochSpan Of(MechanismPolicy policy, EpochSpan liability)
    {
        ulong appeal = 0, window = 0;
        foreach (OffencePolicy offence in policy.Offences)
        {
            appeal = Math.Max(appeal, offence.AppealWindow.Epochs);
            window = Math.Max(window, Math.Max(offence.RepetitionWindow.Epochs, offence.CorrelationWindow.Epochs));
        }

        UInt128 memory = (UInt128)liability.Epochs + ((UInt128)4 * appeal) + window;
        return EpochSpan.Of(memory > ulong.MaxValue ? ulong.MaxValue : (ulong)memory);
    }
}
