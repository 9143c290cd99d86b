using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;

/// <summary>
/// Participants as bytes: each piece is a small state of its own in the library's compact form, with books in which there is nothing but its participants' money. So whatever is changed
/// in the store is refused when it is read.
/// </summary>
internal static class PartFile
{
    /// <summary>How many participants a piece has.</summary>
    public const int PieceSize = 2_000;

    /// <summary>Writes a part of a state in pieces.</summary>
    public static IEnumerable<byte[]> Write(NetworkState part)
    {
        for (int start = 0; start < part.Participants.Length; start += PieceSize)
        {
            ImmutableArray<ParticipantState> piece = [.. part.Participants[start..Math.Min(start + PieceSize, part.Participants.Length)]];
            Amount held = piece.Aggregate(Amount.Zero, static (sum, participant) => sum + HeldBy(participant));
            yield return StateBinary.Write(part with
            {
                Participants = piece,
                Requesters = [],
                Books = new Books(held, Amount.Zero, held, Amount.Zero, Amount.Zero),
                Treasury = Amount.Zero,
                RewardPool = Amount.Zero,
            });
        }
    }

    /// <summary>Reads the participants of a piece.</summary>
    public static IEnumerable<ParticipantState> Read(byte[] piece) => StateBinary.Read(piece).Participants;

    /// <summary>This network has neither delegations nor jobs, which would hold money too.</summary>
    private static Amount HeldBy(ParticipantState participant) =>
        participant.Withheld.Aggregate(participant.Stake.Total, static (sum, reward) => sum + reward.Amount);
}
