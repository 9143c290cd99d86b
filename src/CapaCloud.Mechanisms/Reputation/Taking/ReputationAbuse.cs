using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>The most that a participant can take before it is excluded: milking, oscillation, whitewashing, value imbalance.</summary>
/// <remarks>
/// <code>
/// milking          the longest run of bad acts, from a given record, whose last one excludes
/// oscillation      bad acts among good ones, a bad one whenever it does not exclude yet
/// whitewashing     milking by a newcomer; least identity cost = what it brings
/// value imbalance  small good jobs until a large one is within reach
/// </code>
/// Replays the model, so it holds for any. With <see cref="ReputationAbuseScenario.Seen"/> below one, the acts are those expected until as
/// many were seen: <c>acts = seen acts / Seen</c>, rounded up, in the participant's favour.
/// </remarks>
public static class ReputationAbuse
{
    /// <summary>Returns the most that can be taken at once: act after act in the record's own epoch, until excluded.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="record">The record to start from: a long honest life, or a newcomer's.</param>
    /// <param name="horizon">The most seen acts to look at.</param>
    /// <returns>The acts, the excluding one among them, and what they bring; none when the record is excluded already.</returns>
    /// <exception cref="ArgumentException">Nothing is ever seen.</exception>
    public static ReputationAbuseYield Milking(ReputationAbuseScenario scenario, in ReputationRecord record, ulong horizon)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        IReputationModel model = scenario.Model;
        ReputationRecord now = record;
        if (model.Read(now) <= scenario.ExcludedAtOrBelow)
        {
            return Of(scenario, 0, true);
        }

        for (ulong seen = 1; seen <= horizon; seen++)
        {
            now = model.Add(now, Bad(scenario, now.AsOf));
            if (model.Read(now) <= scenario.ExcludedAtOrBelow)
            {
                return Of(scenario, seen, true);
            }
        }

        return Of(scenario, horizon, false);
    }

    /// <summary>Returns what milking by a newcomer brings: an identity must cost at least that, or new names pay.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="horizon">The most seen acts to look at.</param>
    /// <returns>What each new identity can take.</returns>
    public static ReputationAbuseYield Whitewashing(ReputationAbuseScenario scenario, ulong horizon)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Milking(scenario, scenario.Model.Newcomer(Epoch.Zero), horizon);
    }

    /// <summary>Returns what a participant takes that alternates: one act an epoch, a bad one whenever it would not be excluded for it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="record">The record to start from.</param>
    /// <param name="epochs">How many epochs it goes on.</param>
    /// <returns>The bad acts; never excluded, because it never takes the last step.</returns>
    public static ReputationAbuseYield Oscillation(ReputationAbuseScenario scenario, in ReputationRecord record, ulong epochs)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        IReputationModel model = scenario.Model;
        ReputationRecord now = record;
        ulong bad = 0;
        for (ulong epoch = 0; epoch < epochs; epoch++)
        {
            Epoch next = now.AsOf.Next;
            ReputationRecord taken = model.Add(now, Bad(scenario, next));
            bool survives = model.Read(taken) > scenario.ExcludedAtOrBelow;
            now = survives ? taken : model.Add(now, new Conduct(next, ConductKind.Proven, scenario.Weight, Ratio.Zero));
            bad += survives ? 1UL : 0;
        }

        return Of(scenario, bad, false);
    }

    /// <summary>Returns how many small good jobs, one an epoch, bring a newcomer to the score at which a large job is entrusted.</summary>
    /// <param name="model">The model, read for the large job.</param>
    /// <param name="smallWeight">The weight of a small job.</param>
    /// <param name="entrustedAt">The score that is asked for.</param>
    /// <param name="horizon">The most jobs to look at.</param>
    /// <returns>The number of jobs; null when so many are not enough.</returns>
    public static ulong? SmallJobsForALargeOne(IReputationModel model, Ratio smallWeight, Proportion entrustedAt, ulong horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        ReputationRecord now = model.Newcomer(Epoch.Zero);
        for (ulong jobs = 0; jobs <= horizon; jobs++)
        {
            if (model.Read(now) >= entrustedAt)
            {
                return jobs;
            }

            now = model.Add(now, new Conduct(now.AsOf.Next, ConductKind.Proven, smallWeight, Ratio.Zero));
        }

        return null;
    }

    private static Conduct Bad(ReputationAbuseScenario scenario, Epoch epoch) => new(epoch, ConductKind.Proven, Ratio.Zero, scenario.Weight);

    private static ReputationAbuseYield Of(ReputationAbuseScenario scenario, ulong seen, bool excluded)
    {
        if (scenario.Seen.IsZero)
        {
            throw new ArgumentException("Nothing is ever seen (Seen is 0), so nobody can be excluded; expected a positive share.", nameof(scenario));
        }

        UInt128 acts = MultiplyDivide.Up(seen, Proportion.PartsPerOne, scenario.Seen.Parts);
        return new ReputationAbuseYield((ulong)acts, scenario.Gain.Multiply(acts, UInt128.One, Rounding.Down), excluded);
    }
}
