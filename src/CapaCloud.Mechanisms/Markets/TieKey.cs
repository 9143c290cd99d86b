using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Who goes first among equals: the smaller seeded hash of the bidder's name, never the position in a list.</summary>
internal static class TieKey
{
    public static UInt128 Of(Digest seed, ParticipantId bidder)
    {
        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/market-tie/v1"u8);
        encoder.Append(seed);
        encoder.Append(bidder);
        return encoder.Hash().Upper;
    }
}
