using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A bid that does not take part, and why.</summary>
/// <remarks>No formula. <c>default</c> has no reason and is never made.</remarks>
/// <param name="Position">The position of the bid in the list that was given, from 0.</param>
/// <param name="Bid">The bid.</param>
/// <param name="Refusal">The reason.</param>
public readonly record struct RefusedBid(int Position, Bid Bid, BidRefusal Refusal)
{
    /// <summary>Gets the reason.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public BidRefusal Refusal { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Refusal, nameof(Refusal));
}
