using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Tezos;

/// <summary>Tezos' penalty for attesting twice: it grows with the square of the share of all who are guilty together.</summary>
/// <remarks>
/// <code>
/// H            = ceiling(committee * threshold)
/// basis points = Most when slots >= H,   else ceiling(Most * slots^2 / H^2)
/// </code>
/// In slots of one committee and basis points of the stake (10,000 are all of it). Rounds up, against the guilty: 100 of 7,000 slots at a threshold of one third are 19. Only the sum
/// of the guilty slots counts, so more names change nothing. Source: tezos/tezos-mirror, src/proto_alpha/lib_protocol (slash_percentage.ml).
/// </remarks>
public sealed class TezosSlashing
{
    private readonly UInt128 _slots;

    /// <summary>Initializes a new instance of the <see cref="TezosSlashing"/> class.</summary>
    /// <param name="committee">The slots of a committee, at least 1; the network has 7,000.</param>
    /// <param name="threshold">The share of the slots from which the penalty is the largest, numerator and denominator: above 0, at most 1.</param>
    /// <param name="mostBasisPoints">The largest penalty, at most 10,000 basis points.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is 0, the threshold is above 1, or the largest penalty exceeds 10,000.</exception>
    public TezosSlashing(ulong committee, (ulong Numerator, ulong Denominator) threshold, uint mostBasisPoints = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfZero(committee);
        ArgumentOutOfRangeException.ThrowIfZero(threshold.Numerator, nameof(threshold));
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold.Denominator, threshold.Numerator, nameof(threshold));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostBasisPoints, 10_000U);
        _slots = MultiplyDivide.Up(committee, threshold.Numerator, threshold.Denominator);
        MostBasisPoints = mostBasisPoints;
    }

    /// <summary>Gets the largest penalty, in basis points.</summary>
    public uint MostBasisPoints { get; }

    /// <summary>Returns the penalty for all who are guilty of one event together.</summary>
    /// <param name="guiltySlots">Their slots together; may exceed the committee.</param>
    /// <returns>The penalty of each, in basis points.</returns>
    public uint BasisPoints(ulong guiltySlots) => guiltySlots >= _slots
        ? MostBasisPoints
        : (uint)MultiplyDivide.Up(MostBasisPoints, (UInt128)guiltySlots * guiltySlots, _slots * _slots);
}
