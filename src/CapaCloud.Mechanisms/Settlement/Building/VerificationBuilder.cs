using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>Says how results are checked.</summary>
/// <remarks>No formula.</remarks>
public sealed class VerificationBuilder
{
    private IAuditSampler _sampler = new BernoulliSampler(Proportion.Percent(10));
    private IVerdictRule _verdict = new MajorityRule(quorum: 3);
    private CommitmentSchedule _schedule = CommitmentSchedule.Default;
    private PanelPolicy? _panels;

    /// <summary>Audits each result with the same probability. One in ten when left out.</summary>
    /// <param name="rate">The probability.</param>
    /// <returns>This builder.</returns>
    public VerificationBuilder AuditRate(Proportion rate) => Sample(new BernoulliSampler(rate));

    /// <summary>Audits newcomers often and the well-reputed less, but never less than the floor.</summary>
    /// <param name="atLeast">The floor.</param>
    /// <param name="newcomers">The rate at a score of zero.</param>
    /// <returns>This builder.</returns>
    public VerificationBuilder AuditRate(Proportion atLeast, Proportion newcomers) => Sample(new ReputationAdaptiveSampler(atLeast, newcomers));

    /// <summary>Selects results by a sampler of your own choice.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sampler"/> is null.</exception>
    public VerificationBuilder Sample(IAuditSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        _sampler = sampler;
        return this;
    }

    /// <summary>Turns answers into verdicts by a rule of your own choice. A majority of at least three answers when left out.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    public VerificationBuilder Decide(IVerdictRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _verdict = rule;
        return this;
    }

    /// <summary>Says in which beacon round each epoch's commitments close. Epoch e in round 2e, drawn by round 2e + 1, when left out.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    public VerificationBuilder CommitBy(CommitmentSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
        return this;
    }

    /// <summary>Draws a panel for each audited result, by stake and score. No panels are drawn when left out.</summary>
    /// <param name="seats">How many look at a result.</param>
    /// <param name="leastScore">The score below which nobody is drawn. Everybody can be when left out.</param>
    /// <param name="pay">What the treasury pays for a check that was right, in base units. Nothing when left out.</param>
    /// <returns>This builder.</returns>
    public VerificationBuilder ByPanelOf(int seats, Proportion leastScore = default, UInt128 pay = default)
    {
        _panels = (_panels ?? new PanelPolicy { Seats = seats }) with { Seats = seats, LeastScore = leastScore, Pay = Amount.Of(pay) };
        return this;
    }

    /// <summary>Keeps the record of what checkers do apart from the record of their work, and draws panels by it. Both are one record when left out.</summary>
    /// <param name="model">How checks become a score.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="InvalidOperationException">No panels are drawn; say <see cref="ByPanelOf"/> first.</exception>
    public VerificationBuilder RecordChecks(IReputationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _panels = Panels(nameof(RecordChecks)) with { Record = model };
        return this;
    }

    /// <summary>Promises that at least a part of the audited results are errors that the network planted, so that who vouches without looking is found out.</summary>
    /// <param name="atLeast">The part, above 0 and below 1.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No panels are drawn; say <see cref="ByPanelOf"/> first.</exception>
    public VerificationBuilder PlantedErrors(Proportion atLeast)
    {
        _panels = Panels(nameof(PlantedErrors)) with { PlantedErrors = atLeast };
        return this;
    }

    private PanelPolicy Panels(string asked) =>
        _panels ?? throw new InvalidOperationException($"{asked} is about the members of panels, and no panels are drawn; expected {nameof(ByPanelOf)} before it.");

    internal VerificationPolicy ToPolicy() => new(_sampler, _verdict) { Schedule = _schedule, Panels = _panels };
}
