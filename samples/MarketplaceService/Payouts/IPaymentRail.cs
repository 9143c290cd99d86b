namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Payouts;

/// <summary>A payment that the network owes: the number of its posting is its name.</summary>
internal sealed record Payment(long Number, ParticipantId Recipient, Amount Amount);

/// <summary>
/// What really moves money: a bank, a chain. It knows a payment by its number, and takes each number once: the service repeats a payment after a crash, because it
/// cannot know whether the rail had taken it.
/// </summary>
internal interface IPaymentRail
{
    /// <summary>Makes payments that were not made yet; those that were are left alone.</summary>
    Task PayAsync(IReadOnlyList<Payment> payments, CancellationToken cancellation);
}
