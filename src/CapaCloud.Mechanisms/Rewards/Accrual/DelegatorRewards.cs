using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Rewards of delegators by epoch: each epoch's reward goes to who stood in it, whenever it is paid and in whatever order things were called.</summary>
/// <remarks>
/// <code>
/// who joins in epoch j earns for the epochs after j; who leaves in epoch l earns up to l
/// a slash in epoch s leaves each who joined by the fault kept / of its stake, from the epoch after s on
/// closing e: each unit of stake of layer k earns reward * kept(k) / sum over the layers of stake * kept, as they stood in e
/// Held = what came in - what was paid = what all positions are owed + Spare - Dust / 2^128, exactly
/// </code>
/// In base units. An epoch is closed once, in order, at its end or any time later, with what was earned in it; epochs left out earned nothing. Within an epoch the order
/// of joins, departures, slashes and the closing makes no difference, but for a join after a slash for a fault of this epoch, which is refused. Joining and leaving in one epoch earns nothing. A claim pays whole units and leaves the fraction
/// with its position, so that neither the number of claims nor their order matters. The index rounds up by less than 2^-128 of a base unit for each unit of stake, a later
/// reward makes that good before it reaches one, and the whole units of all that was earned never sum to more than came in. Stakes are never rounded: a unit of which half was slashed earns its half;
/// what slashes leave of a unit is kept to 127 bits. While nobody stands, or when everything was slashed away, a reward is not taken: the caller names where it goes.
/// Memory: a number for each epoch in which somebody joined and still stands, or up to which somebody was paid, and one for each group with its own history of slashes.
/// Immutable; an operation returns the new value, or throws <see cref="RewardRefusedException"/> and changes nothing. Source: periods that end where stakes change, as
/// in the Cosmos SDK's distribution module (D. Ojha, C. Goes, *F1 Fee Distribution*, 2019), but with totals by epoch and slashes by layer.
/// </remarks>
public sealed partial record DelegatorRewards
{
    /// <summary>Initializes a new instance of the <see cref="DelegatorRewards"/> class from its parts, as they were stored.</summary>
    /// <param name="open">The first epoch that is not closed.</param>
    /// <param name="latest">The epoch of the latest operation.</param>
    /// <param name="indexes">What a unit of stake earned before <paramref name="open"/>, by layer.</param>
    /// <param name="layers">The layers as they stand now; one of everybody when left out.</param>
    /// <param name="cohorts">The stake that stands, by the epoch of joining.</param>
    /// <param name="standing">The stake that earns, by epoch from <paramref name="open"/> on.</param>
    /// <param name="checkpoints">The epochs that positions refer to.</param>
    /// <param name="forgotten">Who joined before it is told apart no longer.</param>
    /// <param name="dust">How far the index is ahead of what came in, in parts of 2^128 of a base unit.</param>
    /// <param name="spare">The fractions of finished positions.</param>
    /// <param name="held">What came in and was not paid, in base units.</param>
    [JsonConstructor]
    public DelegatorRewards(
        Epoch open,
        Epoch latest,
        ImmutableArray<LayerIndex> indexes,
        ImmutableArray<RewardLayer> layers,
        ImmutableArray<StakeCohort> cohorts,
        ImmutableArray<StandingStake> standing,
        ImmutableArray<RewardCheckpoint> checkpoints,
        Epoch forgotten,
        UInt128 dust,
        FractionalAmount spare,
        Amount held)
    {
        Open = open;
        Latest = latest;
        Indexes = indexes.IsDefault ? [] : indexes;
        if (layers is { IsDefault: false, IsEmpty: true })
        {
            throw new ArgumentException("There are no layers; expected at least the one of everybody, from epoch 0.", nameof(layers));
        }

        Layers = layers.IsDefault ? [new RewardLayer(Epoch.Zero, RewardLayer.All, UInt128.Zero)] : layers;
        Cohorts = cohorts.IsDefault ? [] : cohorts;
        Standing = standing.IsDefault ? [] : standing;
        Checkpoints = checkpoints.IsDefault ? [] : checkpoints;
        Forgotten = forgotten;
        Dust = dust;
        Spare = spare;
        Held = held;
    }

    /// <summary>Gets the first epoch that is not closed; every one before it is.</summary>
    public Epoch Open { get; private init; }

    /// <summary>Gets the epoch of the latest operation.</summary>
    public Epoch Latest { get; private init; }

    /// <summary>Gets what a unit of stake earned before <see cref="Open"/>, by layer.</summary>
    public ImmutableArray<LayerIndex> Indexes { get; private init; }

    /// <summary>Gets the layers as they stand now; they earn so from the next epoch on.</summary>
    public ImmutableArray<RewardLayer> Layers { get; private init; }

    /// <summary>Gets the stake that stands, by the epoch of joining.</summary>
    public ImmutableArray<StakeCohort> Cohorts { get; private init; }

    /// <summary>Gets the stake that earns, by epoch.</summary>
    public ImmutableArray<StandingStake> Standing { get; private init; }

    /// <summary>Gets the epochs that positions refer to.</summary>
    public ImmutableArray<RewardCheckpoint> Checkpoints { get; private init; }

    /// <summary>Gets the epoch before which those who joined are told apart no longer.</summary>
    public Epoch Forgotten { get; private init; }

    /// <summary>Gets how far the index is ahead of what came in, in parts of 2^128 of a base unit: a later reward makes it good before it reaches one.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Dust { get; private init; }

    /// <summary>Gets the fractions of a unit that finished positions left; <see cref="Sweep"/> takes the whole units. No reward depends on it, nor on when one claims.</summary>
    public FractionalAmount Spare { get; private init; }

    /// <summary>Gets what came in and was not paid, in base units.</summary>
    public Amount Held { get; private init; }

    /// <summary>Gets all stake that stands now, as it was brought.</summary>
    [JsonIgnore]
    public UInt128 Stake
    {
        get
        {
            UInt128 sum = UInt128.Zero;
            foreach (StakeCohort cohort in Cohorts)
            {
                sum += cohort.Stake;
            }

            return sum;
        }
    }

    /// <summary>Begins with nobody.</summary>
    /// <param name="open">The first epoch that rewards can be earned in.</param>
    /// <returns>The rewards.</returns>
    public static DelegatorRewards Begin(Epoch open) => new(open, Epoch.Zero, [], default, [], [], [], Epoch.Zero, default, default, Amount.Zero);

    /// <summary>Returns which stake earns in an epoch that is not closed, by layer.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <returns>The layers and their stake; none when nobody stood.</returns>
    /// <exception cref="RewardRefusedException">The epoch is closed.</exception>
    public ImmutableArray<RewardLayer> EarningIn(Epoch epoch)
    {
        if (epoch < Open)
        {
            throw new RewardRefusedException(RewardRefusal.PeriodClosed, $"Epoch {epoch} is closed; the first open one is {Open}.");
        }

        ImmutableArray<RewardLayer> layers = [];
        foreach (StandingStake entry in Standing)
        {
            layers = entry.From <= epoch ? entry.Layers : layers;
        }

        return layers;
    }

    /// <summary>Returns what slashes left of a position's stake; zero once it has left.</summary>
    /// <param name="position">The position.</param>
    /// <returns>The stake, rounded down: half of 7 is 3.</returns>
    public UInt128 StakeOf(DelegatorPosition position) => position.Until is null ? Layers[LayerOf(position.Joined)].WorthOf(position.Stake) : UInt128.Zero;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DelegatorRewards {{ Open = {Open}, Latest = {Latest}, Indexes = {Prose.List(Indexes)}, Layers = {Prose.List(Layers)}, "
        + $"Cohorts = {Prose.List(Cohorts)}, Standing = {Prose.List(Standing)}, Checkpoints = {Prose.List(Checkpoints)}, Forgotten = {Forgotten}, Dust = {Dust}, "
        + $"Spare = {Spare}, Held = {Held}, Stake = {Stake} }}";

    /// <inheritdoc/>
    public bool Equals(DelegatorRewards? other) =>
        other is not null && Open == other.Open && Latest == other.Latest && Forgotten == other.Forgotten && Dust == other.Dust && Spare == other.Spare && Held == other.Held
        && Indexes.AsSpan().SequenceEqual(other.Indexes.AsSpan()) && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan()) && Cohorts.AsSpan().SequenceEqual(other.Cohorts.AsSpan())
        && Standing.AsSpan().SequenceEqual(other.Standing.AsSpan()) && Checkpoints.AsSpan().SequenceEqual(other.Checkpoints.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Open.GetHashCode() ^ Held.GetHashCode() ^ Dust.GetHashCode() ^ (Cohorts.Length << 8) ^ (Checkpoints.Length << 16);

    private int LayerOf(Epoch joined)
    {
        int layer = Layers.Length - 1;
        while (layer > 0 && Layers[layer].From > joined)
        {
            layer--;
        }

        return layer;
    }

    /// <summary>The cohort of an epoch, or of all who are told apart from it no longer; -1 when none stands.</summary>
    private int CohortOf(Epoch joined)
    {
        int cohort = Cohorts.Length - 1;
        while (cohort >= 0 && Cohorts[cohort].Joined > joined)
        {
            cohort--;
        }

        return cohort < 0 || Cohorts[cohort].Joined == joined || joined < Forgotten ? cohort : -1;
    }
}
