namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>Histories of faults that tell the windows, the jail, the breaker and the shares of penalties apart.</summary>
internal static class FaultProbe
{
    private static readonly UInt128 Unit = (UInt128)1_000_000_000_000_000 * 1_000_000_000_000_000;

    private static readonly Proportion[] Severities =
        [Proportion.One, Proportion.Half, Proportion.Percent(5), Proportion.FromParts(1_000_000_000), Proportion.FromParts(1)];

    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> ForPenalties(MechanismPolicy left, MechanismPolicy right) =>
        from offence in left.Offences
        where right.Offences.Any(other => other.Offence == offence.Offence)
        from count in new[] { 1, 8, 40 }
        from probe in Histories(offence, offence, [0], count)
        select probe;

    /// <summary>A part of the treasury's part of a loss: so much is at fault that a part in 10^18 of a small one is a unit, and little enough of all that no breaker opens.</summary>
    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> ForSlashedShares(MechanismPolicy policy) =>
        from offence in policy.Offences
        from share in new[] { Proportion.Half, Proportion.Percent(1) }
        select (Func<MechanismPolicy, IEnumerable<object>>)(other => Breaks(other, offence, offence, share));

    /// <summary>Faults on both sides of the first places at which a span ends under one of the policies; several on each side, for a curve that forgives the first ones.</summary>
    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> ForSpans(MechanismPolicy left, MechanismPolicy right) =>
        left.Penalty.DearestInSpan == right.Penalty.DearestInSpan ? [] :
        from offence in left.Offences
        where right.Offences.Contains(offence)
        from length in new[] { left.Penalty.DearestInSpan, right.Penalty.DearestInSpan }.OfType<EpochSpan>()
        from place in Enumerable.Range(1, 3)
        from each in new[] { 1, 40 }
        from severity in new[] { Proportion.One, Proportion.Percent(50) }
        let ends = ((length.Epochs - (ProbeNetwork.Start.Number % length.Epochs)) % length.Epochs) + ((ulong)place * length.Epochs)
        select (Func<MechanismPolicy, IEnumerable<object>>)(policy => EndsASpan(policy, offence, ends, each, severity));

    private static IEnumerable<object> EndsASpan(MechanismPolicy policy, OffencePolicy offence, ulong ends, int each, Proportion severity)
    {
        ProbeNetwork network = ProbeNetwork.Open(policy, [10 * Unit, 90 * Unit])!;
        IEnumerable<(ulong Epoch, int Number)> faults = offence.Offence == Offence.Downtime
            ? Enumerable.Range(0, (2 * each) - 1).Select(number => (ends + (ulong)each, number)).Where(one => one.Item1 + (ulong)one.number >= (ulong)(2 * each)).Select(one => (one.Item1 + (ulong)one.number - (ulong)(2 * each), one.number))
            : Enumerable.Range(0, 2 * each).Select(number => (number < each ? ends - 1 : ends, number));
        return Settled(network, [.. faults.Select(one => (one.Epoch, ProbeNetwork.Fault(offence.Offence, 0, one.Epoch, one.Number, severity)))], offence, offence, ends + (ulong)each);
    }

    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> ForOffence(OffencePolicy left, OffencePolicy right)
    {
        if (left.CircuitBreaker != right.CircuitBreaker)
        {
            foreach (Proportion share in new[] { left.CircuitBreaker, right.CircuitBreaker }.OfType<Proportion>().Append(Proportion.One))
            {
                yield return policy => Breaks(policy, left, right, share);
            }
        }

        ulong[] windows = [.. new[] { left.RepetitionWindow, right.RepetitionWindow, left.CorrelationWindow, right.CorrelationWindow }.Select(window => window.Epochs).Distinct()];
        ulong[] gaps = [.. windows.SelectMany(window => new[] { window, window + 1 }).Distinct().Order()];
        // As many absences as a curve forgives lie at the edge of the window, and not a window before it.
        int forgiven = left.Offence == Offence.Downtime ? (int)Math.Min(100, Testing.Generators.PolicyGenerators.LongestGrace(left.Curve)) : 0;
        foreach (ulong gap in forgiven == 0 ? [] : gaps)
        {
            yield return policy => HappensAtTheEdge(policy, left, right, gap, forgiven);
        }

        foreach (int count in new[] { 1, 2, 8, 40 })
        {
            foreach (Func<MechanismPolicy, IEnumerable<object>> history in Histories(left, right, gaps, count))
            {
                yield return history;
            }
        }
    }

    private static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> Histories(OffencePolicy left, OffencePolicy right, ulong[] gaps, int count) =>
        from severity in Severities
        from gap in gaps
        from happens in new Func<MechanismPolicy, IEnumerable<object>>[]
        {
            policy => Happens(policy, left, right, gap, count, severity, isOwn: true),
            policy => Happens(policy, left, right, gap, count, severity, isOwn: false),
            policy => HappensAfterMost(policy, left, right, gap, count, severity),
        }
        select happens;

    private static IEnumerable<object> HappensAtTheEdge(MechanismPolicy policy, OffencePolicy left, OffencePolicy right, ulong gap, int forgiven)
    {
        ProbeNetwork network = ProbeNetwork.Open(policy, [10 * Unit, 90 * Unit])!;
        return Settled(
            network,
            [.. Enumerable.Range(0, forgiven).Select(number => (ulong)number).Append(Math.Max(gap, (ulong)forgiven)).Select(epoch => (epoch, ProbeNetwork.Fault(left.Offence, 0, epoch, (int)epoch % 1_000, Proportion.One)))],
            left,
            right,
            Math.Max(gap, (ulong)forgiven));
    }

    /// <summary>
    /// Several faults, of the offender itself or of as many others, then one of the offender after a gap; whatever waits for an appeal is decided at its deadline.
    /// </summary>
    private static IEnumerable<object> Happens(MechanismPolicy policy, OffencePolicy left, OffencePolicy right, ulong gap, int count, Proportion severity, bool isOwn)
    {
        int others = isOwn ? 0 : Math.Min(count, 6);
        ProbeNetwork network = ProbeNetwork.Open(policy, [10 * Unit, .. Enumerable.Repeat(7 * Unit, others), (UInt128)(90 - (7 * others)) * Unit, Unit])!;
        ParticipantId reporter = ProbeNetwork.Name(others + 2);
        bool isAbsence = left.Offence == Offence.Downtime;
        ulong first = isAbsence && isOwn ? (ulong)count - 1 : 0, last = first + gap;
        List<(ulong Report, Evidence Evidence)> faults =
        [
            .. Enumerable.Range(0, isOwn ? count : others).Select(number =>
            {
                ulong epoch = isAbsence && isOwn ? (ulong)number : first;
                return (epoch, ProbeNetwork.Fault(left.Offence, isOwn ? 0 : number + 1, epoch, number, severity, reporter));
            }),
            (last, ProbeNetwork.Fault(left.Offence, 0, last, 1_000, severity, reporter)),
        ];
        return Settled(network, faults, left, right, last);
    }

    /// <summary>
    /// Two others, who hold most of the stake and too little each for a breaker, are at fault in two epochs; after a gap the offender is, several times at once. So a window of
    /// correlation is heard behind a curve that forgives the first faults, and behind one that costs something anyway.
    /// </summary>
    private static IEnumerable<object> HappensAfterMost(MechanismPolicy policy, OffencePolicy left, OffencePolicy right, ulong gap, int count, Proportion severity)
    {
        ProbeNetwork network = ProbeNetwork.Open(policy, [10 * Unit, 43 * Unit, 42 * Unit, 5 * Unit])!;
        ParticipantId reporter = ProbeNetwork.Name(3);
        List<(ulong Report, Evidence Evidence)> faults =
        [
            (0, ProbeNetwork.Fault(left.Offence, 1, 0, 1, severity, reporter)),
            (gap == 0 ? 0UL : 1, ProbeNetwork.Fault(left.Offence, 2, gap == 0 ? 0UL : 1, 2, severity, reporter)),
            .. Enumerable.Range(0, left.Offence == Offence.Downtime ? 1 : count).Select(number => (gap, ProbeNetwork.Fault(left.Offence, 0, gap, 1_000 + number, severity, reporter))),
        ];
        return Settled(network, faults, left, right, gap);
    }

    private static IEnumerable<object> Settled(ProbeNetwork network, List<(ulong Report, Evidence Evidence)> faults, OffencePolicy left, OffencePolicy right, ulong last)
    {
        ulong[] appeals = [left.AppealWindow.Epochs, right.AppealWindow.Epochs];
        IEnumerable<ulong> epochs = faults.Select(fault => fault.Report).Distinct()
            .SelectMany(report => appeals.Select(appeal => report + appeal).Append(report))
            .Concat(appeals.SelectMany(appeal => new[] { last + (2 * appeal), last + (4 * appeal) }))
            .Append(last + 1).Distinct().Order();
        foreach (ulong epoch in epochs)
        {
            foreach (object outcome in network.Settles(epoch, report => report with
            {
                // An offence that makes a reward void is heard where there is one.
                Payments = Amount.Of(Unit),
                Participants = [new ParticipantReport { Participant = ProbeNetwork.Name(0), Work = 7 }],
                Evidence = [.. faults.Where(fault => fault.Report == epoch).Select(fault => fault.Evidence)],
            }))
            {
                yield return outcome;
            }
        }
    }

    /// <summary>Exactly so much of all stake is at fault at once.</summary>
    private static IEnumerable<object> Breaks(MechanismPolicy policy, OffencePolicy left, OffencePolicy right, Proportion share)
    {
        UInt128 each = 1_000_000_000_000_000_000;
        UInt128[] stakes = share == Proportion.One ? [share.Parts * each] : [share.Parts * each, share.Complement.Parts * each];
        if (ProbeNetwork.Open(policy, stakes) is not { } network)
        {
            yield return "nobody joins";
            yield break;
        }

        int count = left.Offence == Offence.Downtime ? 1 : 40;
        foreach (ulong epoch in new[] { 0UL, left.AppealWindow.Epochs, right.AppealWindow.Epochs }.Distinct().Order())
        {
            foreach (object outcome in network.Settles(epoch, report => epoch > 0 ? report : report with
            {
                Evidence = [.. Enumerable.Range(0, count).Select(number => ProbeNetwork.Fault(left.Offence, 0, 0, number, Proportion.One))],
            }))
            {
                yield return outcome;
            }

            yield return string.Join(',', network.State.Participants[0].Cases.Select(item => item.Status));
        }
    }
}
