namespace CapaCloud.Mechanisms.Reputation;

/// <summary>The operations of a reputation model over columns of many participants, in place and without allocation.</summary>
/// <remarks>
/// <code>records[i] = model.Add(records[i], conducts[i])</code>
/// Every entry is what the model's own method gives, so a column may be cut anywhere.
/// </remarks>
public static class ReputationColumn
{
    /// <summary>Adds to every record its conduct.</summary>
    /// <typeparam name="TModel">The model's own type: with a sealed one the calls need no lookup.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="records">The records, replaced.</param>
    /// <param name="conducts">The conduct of each, in the same order.</param>
    /// <exception cref="ArgumentException">The columns are of different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A conduct is of an epoch before its record's. Records before it are already
    /// replaced: settle on a copy when this can happen.</exception>
    public static void Add<TModel>(TModel model, Span<ReputationRecord> records, ReadOnlySpan<Conduct> conducts)
        where TModel : IReputationModel
    {
        if (records.Length != conducts.Length)
        {
            throw new ArgumentException($"{Prose.Count(conducts.Length, "conduct")} for {Prose.Count(records.Length, "record")}; expected one for each.", nameof(conducts));
        }

        for (int index = 0; index < records.Length; index++)
        {
            records[index] = model.Add(records[index], conducts[index]);
        }
    }

    /// <summary>Ages every record to an epoch and reads its score.</summary>
    /// <typeparam name="TModel">The model's own type.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="records">The records, unchanged.</param>
    /// <param name="now">The epoch to read at.</param>
    /// <param name="scores">Where the scores go, in the same order.</param>
    /// <exception cref="ArgumentException">The columns are of different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> is before a record's epoch.</exception>
    public static void Read<TModel>(TModel model, ReadOnlySpan<ReputationRecord> records, Epoch now, Span<Proportion> scores)
        where TModel : IReputationModel
    {
        if (records.Length != scores.Length)
        {
            throw new ArgumentException($"Room for {Prose.Count(scores.Length, "score")} of {Prose.Count(records.Length, "record")}; expected one for each.", nameof(scores));
        }

        for (int index = 0; index < records.Length; index++)
        {
            scores[index] = model.Read(model.Age(records[index], now));
        }
    }
}
