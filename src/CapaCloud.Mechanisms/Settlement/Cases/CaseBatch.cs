namespace CapaCloud.Mechanisms;

/// <summary>Which decided cases are charged together in an epoch.</summary>
/// <remarks>
/// <code>
/// first    = the earliest epoch in which a waiting case was decided
/// complete = no case that was brought in or before that epoch is pending
/// charged  = when complete: the decided cases that were brought in or before it
/// </code>
/// So in which order the cases of a batch are ruled on changes nothing: they are charged at once, in the order of their faults, and share one tally. A case that is
/// brought later does not hold the batch up. Offences without appeal never wait. <c>default</c> has nothing that waits. <see cref="Merge"/> is commutative and
/// associative with <c>default</c> as its neutral element.
/// </remarks>
/// <param name="FirstDecision">The earliest epoch in which a waiting case was decided, or null when none waits.</param>
/// <param name="FirstPending">The earliest epoch in which a pending case was brought, or null when none is pending.</param>
public readonly record struct CaseBatch(Epoch? FirstDecision, Epoch? FirstPending)
{
    /// <summary>Gets a value indicating whether everything that the batch waits for is decided.</summary>
    public bool IsComplete => FirstDecision is { } decision && !(FirstPending <= decision);

    /// <summary>Returns the batch of two groups of participants together.</summary>
    /// <param name="left">One group's.</param>
    /// <param name="right">The other group's.</param>
    /// <returns>The earlier of both epochs each.</returns>
    public static CaseBatch Merge(CaseBatch left, CaseBatch right) => new(Earlier(left.FirstDecision, right.FirstDecision), Earlier(left.FirstPending, right.FirstPending));

    /// <summary>Tells whether a case is charged with the batch.</summary>
    /// <param name="item">The case.</param>
    /// <returns><see langword="true"/> when it is decided and is of the batch, or is of an offence without appeal.</returns>
    public bool Charges(in FaultCase item) =>
        item.Status == CaseStatus.Decided && (item.IsImmediate || (IsComplete && item.Accused <= FirstDecision));

    internal static CaseBatch Of(ReadOnlySpan<FaultCase> cases)
    {
        CaseBatch batch = default;
        foreach (ref readonly FaultCase item in cases)
        {
            batch = item.Status switch
            {
                CaseStatus.Pending => batch with { FirstPending = Earlier(batch.FirstPending, item.Accused) },
                CaseStatus.Decided when !item.IsImmediate => batch with { FirstDecision = Earlier(batch.FirstDecision, item.DecidedAt) },
                _ => batch,
            };
        }

        return batch;
    }

    private static Epoch? Earlier(Epoch? left, Epoch? right) =>
        left is { } one && right is { } other ? Epoch.Min(one, other) : left ?? right;
}
