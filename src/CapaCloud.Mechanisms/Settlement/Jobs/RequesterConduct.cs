namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What ended jobs say of their requester's conduct, in jobs.</summary>
/// <remarks>No formula. Added up over jobs and over partitions, in any order. <c>default</c> says nothing.</remarks>
/// <param name="Good">Jobs that it accepted, that an audit found right, or whose dispute it won.</param>
/// <param name="Bad">Disputes that it lost or gave up.</param>
/// <param name="Answered">Jobs that it accepted or disputed.</param>
/// <param name="Unanswered">Jobs that were paid because it never answered.</param>
public readonly record struct RequesterConduct(ulong Good, ulong Bad, ulong Answered, ulong Unanswered)
{
    /// <summary>Adds up two counts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sums.</returns>
    /// <exception cref="OverflowException">A sum exceeds 2^64 - 1.</exception>
    public static RequesterConduct operator +(RequesterConduct left, RequesterConduct right) => new(
        Sum(left.Good, right.Good), Sum(left.Bad, right.Bad), Sum(left.Answered, right.Answered), Sum(left.Unanswered, right.Unanswered));

    /// <inheritdoc cref="op_Addition"/>
    public static RequesterConduct Add(RequesterConduct left, RequesterConduct right) => left + right;

    private static ulong Sum(ulong left, ulong right) => left <= ulong.MaxValue - right
        ? left + right
        : throw new OverflowException($"{Prose.Number(left)} and {Prose.Number(right)} jobs of one requester are more than can be counted; expected less than 2^64 together.");

    /// <summary>Says what one job shows, by how it ended and whether it was disputed.</summary>
    internal static RequesterConduct Of(JobEnding ending, bool wasDisputed) => ending switch
    {
        JobEnding.Accepted or JobEnding.FoundRight or JobEnding.RuledForProvider when wasDisputed => new(0, 1, 1, 0),
        JobEnding.Accepted => new(1, 0, 1, 0),
        JobEnding.FoundRight => new(1, 0, 0, 0),
        JobEnding.RuledForRequester => new(1, 0, 1, 0),
        JobEnding.FoundWrong when wasDisputed => new(1, 0, 1, 0),
        JobEnding.NoRuling => new(0, 0, 1, 0),
        JobEnding.Unopposed => new(0, 0, 0, 1),
        _ => default,
    };
}
