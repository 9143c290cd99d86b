namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>What it costs a storage provider of Filecoin to give up a sector before its end, since FIP-0098.</summary>
/// <remarks>
/// <code>
/// simple = pledge * PledgeMultiple,  duration = age * simple / (LifetimeCapDays * EpochsInDay)
/// fee    = max(min(simple, duration), pledge * MinimumMultiple, faultFee * FaultMultiple)
/// </code>
/// In attoFIL; every product rounds down. Terminating is never cheaper than letting the sector fault. Source:
/// filecoin-project/builtin-actors, actors/miner/src/monies.rs.
/// </remarks>
public sealed record FilecoinTermination
{
    /// <summary>How many epochs of 30 seconds make a day: 2,880.</summary>
    public const ulong DefaultEpochsInDay = 2_880;

    /// <summary>After how many days the fee no longer grows: 140.</summary>
    public const ulong DefaultLifetimeCapDays = 140;

    private readonly ulong _epochsInDay = DefaultEpochsInDay;
    private readonly ulong _lifetimeCapDays = DefaultLifetimeCapDays;

    /// <summary>Gets the rule of the main network.</summary>
    public static FilecoinTermination Fip0098 { get; } = new();

    /// <summary>Gets how many epochs make a day, not zero: 2,880 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public ulong EpochsInDay
    {
        get => _epochsInDay;
        init => _epochsInDay = NotZero(value, nameof(EpochsInDay));
    }

    /// <summary>Gets after how many days the fee no longer grows, not zero: 140 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public ulong LifetimeCapDays
    {
        get => _lifetimeCapDays;
        init => _lifetimeCapDays = NotZero(value, nameof(LifetimeCapDays));
    }

    /// <summary>Gets the part of the pledge that is the fee of a sector of full age: 85 thousandths when left out.</summary>
    public FilecoinMultiple PledgeMultiple { get; init; } = new(85, 1_000);

    /// <summary>Gets the part of the pledge that is the least fee: 2 hundredths when left out.</summary>
    public FilecoinMultiple MinimumMultiple { get; init; } = new(2, 100);

    /// <summary>Gets how many fault fees are the least fee: 105 hundredths when left out.</summary>
    public FilecoinMultiple FaultMultiple { get; init; } = new(105, 100);

    /// <summary>Returns the fee.</summary>
    /// <param name="initialPledge">The sector's pledge, in attoFIL.</param>
    /// <param name="age">How long the sector was active.</param>
    /// <param name="faultFee">What one fault of the sector costs, in attoFIL.</param>
    /// <returns>The fee, in attoFIL.</returns>
    /// <exception cref="OverflowException">The fee exceeds 2^128 - 1 attoFIL.</exception>
    public Amount Fee(Amount initialPledge, EpochSpan age, Amount faultFee)
    {
        Amount simple = PledgeMultiple.Of(initialPledge);
        UInt128 lifetime = (UInt128)LifetimeCapDays * EpochsInDay;
        Amount ramped = age.Epochs >= lifetime ? simple : simple.Multiply(age.Epochs, lifetime, Rounding.Down);
        return Amount.Max(ramped, Amount.Max(MinimumMultiple.Of(initialPledge), FaultMultiple.Of(faultFee)));
    }

    private static ulong NotZero(ulong value, string name) =>
        value != 0 ? value : throw new ArgumentOutOfRangeException(name, $"{name} divides and is at least 1, got 0.");
}
