using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Mechanisms whose price of a wrong result waits out an appeal: no engine weighs that wait yet, so no answer is given about them.</summary>
internal static class AppealableOffence
{
    /// <summary>Returns the rule, or null when a wrong result costs at once.</summary>
    public static OffencePolicy? Of(Mechanism mechanism) =>
        mechanism.Policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult && !offence.AppealWindow.IsZero);

    /// <summary>Turns a finding into an open one: the probe saw no penalty in the epoch of the offence, so neither its proof nor its attack would be right.</summary>
    public static Finding Open(Finding finding, OffencePolicy rule) => new Finding.Inconclusive
    {
        Property = finding.Property,
        Engine = finding.Engine,
        Condition = $"a wrong result costs only after an appeal of {rule.AppealWindow} epochs and as long again for the ruling",
        Assumptions = finding.Assumptions,
        WhatWouldClose = $"check the policy with appealWindow 0 and the economics with a detectionDelay of {2 * (UInt128)rule.AppealWindow.Epochs}: the same penalty, as late as an appeal can make it",
    };
}
