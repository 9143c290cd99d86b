namespace CapaCloud.Mechanisms.Markets;

/// <summary>How much a bidder's price counts: a reputation of 2 makes an ask of 20 as good as one of 10.</summary>
/// <remarks>No formula. A weight of zero excludes. <c>default</c> is nobody's weight of zero.</remarks>
/// <param name="Bidder">Who.</param>
/// <param name="Weight">The weight, public before the bids are made.</param>
public readonly record struct BidderWeight(ParticipantId Bidder, Ratio Weight);
