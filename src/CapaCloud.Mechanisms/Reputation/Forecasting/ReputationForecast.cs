namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Looks ahead: how long to reach a tier, and what one failure costs. Replays the model itself, so it holds for any model.</summary>
/// <remarks>
/// <code>
/// time to a tier  = min { n : Read(record after n epochs of the given conduct) >= tier }
/// one failure     = Read(record) - Read(record with the failure)
/// </code>
/// One step of work for each epoch up to the horizon.
/// </remarks>
public static class ReputationForecast
{
    /// <summary>Returns how long it takes to reach a score.</summary>
    /// <param name="model">The model.</param>
    /// <param name="record">The record to start from.</param>
    /// <param name="tier">The score to reach.</param>
    /// <param name="everyEpoch">What is expected in every epoch; its own epoch does not matter.</param>
    /// <param name="horizon">How far to look.</param>
    /// <returns>The number of epochs, zero when the score is there already; null when it is not reached within the horizon.</returns>
    public static EpochSpan? TimeToReach(
        IReputationModel model, in ReputationRecord record, Proportion tier, in Conduct everyEpoch, EpochSpan horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        ReputationRecord ahead = record;
        for (ulong epochs = 0; ; epochs++)
        {
            if (model.Read(ahead) >= tier)
            {
                return EpochSpan.Of(epochs);
            }

            if (epochs == horizon.Epochs)
            {
                return null;
            }

            ahead = model.Add(ahead, everyEpoch with { Epoch = ahead.AsOf.Next });
        }
    }

    /// <summary>Returns what one failure costs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="record">The record in which the failure would happen, at its own epoch.</param>
    /// <param name="failure">The failure; its own epoch does not matter.</param>
    /// <param name="everyEpoch">What is expected in every epoch after it.</param>
    /// <param name="horizon">How far to look for the recovery.</param>
    /// <returns>The fall and the recovery.</returns>
    public static FailureForecast CostOfFailure(
        IReputationModel model, in ReputationRecord record, in Conduct failure, in Conduct everyEpoch, EpochSpan horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        ReputationRecord spotless = record;
        ReputationRecord failed = model.Add(record, failure with { Epoch = record.AsOf });
        Proportion before = model.Read(spotless);
        Proportion after = model.Read(failed);
        ulong hundredth = before.SubtractToZero(after).Parts / 100;
        for (ulong epochs = 0; ; epochs++)
        {
            if (model.Read(spotless).Parts <= model.Read(failed).Parts + hundredth)
            {
                return new FailureForecast(before, after, EpochSpan.Of(epochs));
            }

            if (epochs == horizon.Epochs)
            {
                return new FailureForecast(before, after, null);
            }

            spotless = model.Add(spotless, everyEpoch with { Epoch = spotless.AsOf.Next });
            failed = model.Add(failed, everyEpoch with { Epoch = failed.AsOf.Next });
        }
    }
}
