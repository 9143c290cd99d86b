using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>What an arbiter awards to the provider, of what is disputed: an amount, or so many of the epochs.</summary>
/// <remarks>
/// No formula. An amount ends the dispute: the rest goes back to the requester. A count of epochs awards the first of the disputed epochs whole; the
/// other epochs stay disputed. <c>default</c> awards nothing and ends the dispute.
/// </remarks>
public readonly record struct EscrowRuling
{
    /// <summary>Initializes a new instance of the <see cref="EscrowRuling"/> struct from its parts, as they were stored.</summary>
    /// <param name="amount">The award in base units; zero when epochs are awarded.</param>
    /// <param name="epochs">The award in epochs; null when an amount is awarded.</param>
    /// <exception cref="ArgumentException">Both are awarded.</exception>
    [JsonConstructor]
    public EscrowRuling(Amount amount, EpochSpan? epochs)
    {
        if (epochs is { } awarded && !amount.IsZero)
        {
            throw new ArgumentException($"A ruling awards {Prose.Units(amount)} and {Prose.Epochs(awarded)}; expected one of the two.", nameof(amount));
        }

        Amount = amount;
        Epochs = epochs;
    }

    /// <summary>Gets the award in base units; zero when epochs are awarded.</summary>
    public Amount Amount { get; }

    /// <summary>Gets the award in epochs; null when an amount is awarded.</summary>
    public EpochSpan? Epochs { get; }

    /// <summary>Returns the ruling that awards an amount and ends the dispute.</summary>
    /// <param name="amount">Base units, at most what is disputed.</param>
    /// <returns>The ruling.</returns>
    public static EscrowRuling OfAmount(Amount amount) => new(amount, null);

    /// <summary>Returns the ruling that awards the first of the disputed epochs and leaves the others disputed.</summary>
    /// <param name="epochs">How many, at most as many as are disputed.</param>
    /// <returns>The ruling.</returns>
    public static EscrowRuling OfEpochs(EpochSpan epochs) => new(Amount.Zero, epochs);
}
