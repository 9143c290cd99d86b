using System.Globalization;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Benchmarks.Settlement;

/// <summary>
/// A large network and the report of one of its epochs: every tenth participant misses duties, every hundredth delivers a wrong result, every tenth (another one) passes
/// an audit. The same numbers for every run.
/// </summary>
internal sealed class ScaleNetwork
{
    private readonly ParticipantId[] _names;

    public ScaleNetwork(int participants, bool byFloor)
    {
        Mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One))
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
            .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
            .Reward(reward => { _ = reward.TimesReputation().TimesUptime(); _ = byFloor ? reward.SplitByFloor() : reward; }));
        _names = [.. Enumerable.Range(0, participants).Select(number => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"p{number:0000000}")))];
        Opened = Mechanism.Open(Epoch.Zero, _names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000_000)))).State;
    }

    public Mechanism Mechanism { get; }

    public NetworkState Opened { get; }

    public ParticipantId Middle => _names[_names.Length / 2];

    public EpochReport ReportOf(Epoch epoch)
    {
        int shift = (int)(epoch.Number % 10);
        return new EpochReport
        {
            Epoch = epoch,
            Beacon = new Beacon(epoch.Number + 1, Digest.Parse(new string('5', 64))),
            Payments = Amount.Of(10_000_000_000),
            Participants = [.. _names.Select((name, index) => new ParticipantReport
            {
                Participant = name,
                Work = (ulong)(1_000 + index),
                DutiesDue = 86_400,
                Missed = (index + shift) % 10 == 0 ? [new MissedDuties("disk", 20_000)] : [],
            })],
            Verdicts =
            [
                .. Enumerable.Range(0, _names.Length).Where(index => (index + shift) % 10 == 1).Select(index => VerdictOn(index, epoch, VerdictReason.MatchesAccepted)),
                .. Enumerable.Range(0, _names.Length).Where(index => (index + shift) % 100 == 2).Select(index => VerdictOn(index, epoch, VerdictReason.ContradictsAccepted)),
            ],
        };
    }

    /// <summary>The same epoch, in which nobody is absent or audited and right: the hundredth with a wrong result remains.</summary>
    public EpochReport WithoutAbsences(Epoch epoch)
    {
        EpochReport report = ReportOf(epoch);
        return report with
        {
            Participants = [.. report.Participants.Select(static row => row with { Missed = [] })],
            Verdicts = report.Verdicts.RemoveAll(static verdict => verdict.Outcome == VerdictOutcome.Correct),
        };
    }

    /// <summary>How far a participant stands from its next penalty for absence.</summary>
    public Headroom HeadroomOf(in ParticipantState one, Epoch now)
    {
        OffencePolicy downtime = Mechanism.Policy.Offences.Single(static offence => offence.Offence == Offence.Downtime);
        return Headroom.Of(downtime.Curve, new OffenceContext { Duration = one.AbsentFor }, 100, 86_400, one.Stake.StandingAt(now));
    }

    private Verdict VerdictOn(int index, Epoch epoch, VerdictReason reason) =>
        Verdict.Because(_names[index], TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"t{epoch.Number}-{index:0000000}")), epoch, reason);
}
