namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>How Filecoin releases locked funds: linearly, in steps, the steps' epochs rounded up to a grid.</summary>
/// <remarks>
/// <code>
/// begin = start + InitialDelay; step k is at quantise(begin + k * Step)
/// released up to it = total * min(1, (its epoch - begin) / Period), rounded down
/// quantise(e) = the first epoch &gt;= e that is congruent to Offset modulo Quantum
/// </code>
/// In attoFIL and epochs. The last step releases what roundings left: 100 over 3 epochs is 33, 33, 34. A step can be taken strictly after its
/// epoch. Source: filecoin-project/builtin-actors, actors/miner/src/vesting_state.rs and quantize.rs.
/// </remarks>
public sealed record FilecoinVesting
{
    private readonly EpochSpan _period;
    private readonly EpochSpan _step;
    private readonly EpochSpan _quantum;

    /// <summary>Gets the rule for block rewards: 180 days, daily steps, on a grid of half days.</summary>
    public static FilecoinVesting BlockRewards { get; } = new()
    {
        Period = EpochSpan.Of(180 * FilecoinTermination.DefaultEpochsInDay),
        Step = EpochSpan.Of(FilecoinTermination.DefaultEpochsInDay),
        Quantum = EpochSpan.Of(FilecoinTermination.DefaultEpochsInDay / 2),
    };

    /// <summary>Gets how long nothing vests.</summary>
    public EpochSpan InitialDelay { get; init; }

    /// <summary>Gets how long vesting takes, not zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public required EpochSpan Period
    {
        get => _period;
        init => _period = NotZero(value, nameof(Period));
    }

    /// <summary>Gets the distance of the steps, not zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public required EpochSpan Step
    {
        get => _step;
        init => _step = NotZero(value, nameof(Step));
    }

    /// <summary>Gets the grid's distance, not zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public required EpochSpan Quantum
    {
        get => _quantum;
        init => _quantum = NotZero(value, nameof(Quantum));
    }

    /// <summary>Gets the part of the block rewards that is locked: 3 quarters when left out.</summary>
    public FilecoinMultiple Locked { get; init; } = new(3, 4);

    /// <summary>Returns the part of a block reward that is locked, rounded down.</summary>
    /// <param name="reward">The reward, in attoFIL.</param>
    /// <returns>What is locked, in attoFIL.</returns>
    public Amount LockedOf(Amount reward) => Locked.Of(reward);

    /// <summary>Returns the steps.</summary>
    /// <param name="total">What vests, in attoFIL.</param>
    /// <param name="start">The epoch in which it was locked.</param>
    /// <param name="offset">The epoch the grid is laid through.</param>
    /// <returns>The epochs and what each releases; they sum to the total.</returns>
    public IReadOnlyList<FilecoinVestingStep> Schedule(Amount total, Epoch start, Epoch offset)
    {
        List<FilecoinVestingStep> steps = [];
        Epoch begin = start + InitialDelay;
        Epoch epoch = begin;
        Amount vested = Amount.Zero;
        while (vested < total)
        {
            epoch += Step;
            Epoch onGrid = Quantise(epoch, offset);
            EpochSpan elapsed = onGrid - begin;
            Amount target = elapsed < Period ? total.Multiply(elapsed.Epochs, Period.Epochs, Rounding.Down) : total;
            if (target > vested)
            {
                steps.Add(new FilecoinVestingStep(onGrid, target - vested));
                vested = target;
            }
        }

        return steps;
    }

    private Epoch Quantise(Epoch epoch, Epoch offset)
    {
        ulong past = (epoch.Number + Quantum.Epochs - (offset.Number % Quantum.Epochs)) % Quantum.Epochs;
        return past == 0 ? epoch : epoch + EpochSpan.Of(Quantum.Epochs - past);
    }

    private static EpochSpan NotZero(EpochSpan value, string name) =>
        value.Epochs != 0 ? value : throw new ArgumentOutOfRangeException(name, $"{name} is at least 1 epoch, got 0.");
}
