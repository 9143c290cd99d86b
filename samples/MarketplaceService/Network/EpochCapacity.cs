using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>
/// What the books and one epoch can hold. Each entry may be in order by itself, and the next one too, and still they add up to an epoch that nobody can settle. So the
/// network is looked at after each entry, before it is written.
/// </summary>
/// <remarks>
/// Ordinary sums cost two comparisons. Beyond them the mechanism itself is asked: the open epoch is settled for a trial, which is linear in the participants.
/// </remarks>
internal static class EpochCapacity
{
    /// <summary>What may come in over the whole life of the network, in base units: half of what the books can count. The other half is for what the policy issues.</summary>
    public static Amount MostMoney { get; } = Amount.Of(UInt128.One << 127);

    /// <summary>Up to here no sum of a settlement comes near its largest value: 79 octillion base units, and 18 quintillion units of work.</summary>
    private static readonly UInt128 OrdinaryMoney = UInt128.One << 96, OrdinaryWork = UInt128.One << 64;

    /// <summary>Refuses an entry after which the epoch could not be settled, or would hold more entries than it may.</summary>
    /// <param name="entry">What was told.</param>
    /// <param name="after">The network after it.</param>
    /// <param name="mostEntries">How many entries an epoch may hold.</param>
    public static void Require(Entry entry, OpenNetwork after, int mostEntries)
    {
        // What takes something back makes room.
        if (entry is EntryRetracted)
        {
            return;
        }

        if (after.Entries.Count > mostEntries)
        {
            throw RequestRefusedException.Unavailable($"Epoch {after.State.Epoch} holds {mostEntries} entries, the most it may; expected the next one in the next epoch.");
        }

        Amount before = after.State.Books.In, payments = after.Report.Payments, issued = after.Mechanism.Policy.Reward.IssuancePerEpoch;
        UInt128 room = before < MostMoney ? (MostMoney - before).Units : UInt128.Zero;
        if (payments.Units > room || issued.Units > room - payments.Units)
        {
            throw RequestRefusedException.BadRequest(
                "amount",
                "BooksFull",
                $"{before} units came in so far, {payments} are paid in this epoch and {issued} are issued; expected at most {MostMoney} together. Nothing was changed.");
        }

        if (before.Units + payments.Units + issued.Units > OrdinaryMoney || after.Work > OrdinaryWork)
        {
            RequireSettleable(after);
        }
    }

    private static void RequireSettleable(OpenNetwork after)
    {
        try
        {
            // A page that asks what the epoch would bring gets the same one.
            _ = after.Preview;
        }
        catch (SettlementRefusedException refused)
        {
            // What waits for a beacon is settled once it is told.
            ImmutableArray<SettlementRefusal> lasting = refused.Refusals.RemoveAll(refusal => refusal.Reason == RefusalReason.MissingBeacon);
            if (!lasting.IsEmpty)
            {
                throw new SettlementRefusedException(lasting);
            }
        }
    }
}
