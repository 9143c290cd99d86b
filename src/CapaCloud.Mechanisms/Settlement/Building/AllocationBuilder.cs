using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says how requested tasks find their providers.</summary>
/// <remarks>No formula of its own; see <see cref="AllocationPolicy"/>.</remarks>
public sealed class AllocationBuilder
{
    private AllocationPolicy _policy = new() { Auction = new UniformPriceDoubleAuction() };

    /// <summary>Sets the market by which each class of work clears. One price half way between those that clear it when left out.</summary>
    /// <param name="auction">A rule with one price for both sides.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="auction"/> is null.</exception>
    public AllocationBuilder ByAuction(IDoubleAuction auction)
    {
        ArgumentNullException.ThrowIfNull(auction);
        _policy = _policy with { Auction = auction };
        return this;
    }

    /// <summary>Lets a larger score get a larger part of a class's tasks, without a cliff. As many as its stake covers when left out.</summary>
    /// <param name="newcomer">The part at a score of 0, above zero: the way in.</param>
    /// <param name="largest">The part at a score of 1: the cap against concentration.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The newcomer's part is zero, or above the largest.</exception>
    public AllocationBuilder AccessByReputation(Proportion newcomer, Proportion largest) => AccessByReputation(AccessRule.Linear(newcomer, largest));

    /// <summary>Lets a larger score get a larger part of a class's tasks, by points of your own.</summary>
    /// <param name="rule">The part at each score.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    public AllocationBuilder AccessByReputation(AccessRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _policy = _policy with { Access = rule };
        return this;
    }

    internal AllocationPolicy ToPolicy() => _policy;
}
