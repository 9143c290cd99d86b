using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.IExec;

/// <summary>iExec's consensus on one task: contributions multiply the weight of their result until one is credible enough.</summary>
/// <remarks>
/// <code>
/// group' = max(group, 1) * weight      total' = total + (group' - group), from 1
/// consensus on a result when group * trust &gt; total * (trust - 1)
/// </code>
/// Exact integers. Immutable. Source: iExecBlockchainComputing/PoCo, IexecPoco2Facet (contribute, checkConsensus).
/// </remarks>
/// <typeparam name="TResult">What identifies a result, such as its digest.</typeparam>
public sealed class PocoConsensus<TResult>
    where TResult : notnull
{
    private readonly ImmutableDictionary<TResult, UInt128> _groups;

    /// <summary>Initializes a new instance of the <see cref="PocoConsensus{TResult}"/> class: a task without contributions.</summary>
    /// <param name="trust">The trust level; 0 is taken as 1.</param>
    public PocoConsensus(ulong trust)
        : this(ulong.Max(trust, 1), UInt128.One, ImmutableDictionary<TResult, UInt128>.Empty)
    {
    }

    private PocoConsensus(ulong trust, UInt128 total, ImmutableDictionary<TResult, UInt128> groups)
    {
        Trust = trust;
        Total = total;
        _groups = groups;
    }

    /// <summary>Gets the trust level that the task asks for, at least 1.</summary>
    public ulong Trust { get; }

    /// <summary>Gets the total weight.</summary>
    public UInt128 Total { get; }

    /// <summary>Returns the weight of a result so far.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The weight; 0 when nobody gave it.</returns>
    public UInt128 GroupOf(TResult result) => _groups.GetValueOrDefault(result);

    /// <summary>Returns the task with one contribution more.</summary>
    /// <param name="result">The result.</param>
    /// <param name="weight">The worker's weight.</param>
    /// <returns>The task.</returns>
    /// <exception cref="OverflowException">The weights exceed 2^128.</exception>
    public PocoConsensus<TResult> Contribute(TResult result, ulong weight)
    {
        UInt128 before = GroupOf(result);
        UInt128 after = UInt128.Max(before, UInt128.One) * weight;
        return new PocoConsensus<TResult>(Trust, Total + (after - before), _groups.SetItem(result, after));
    }

    /// <summary>Returns the task without a result that was not revealed: its weight is taken out, and it may be contributed to again.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The task.</returns>
    public PocoConsensus<TResult> Reopen(TResult result) => new(Trust, Total - GroupOf(result), _groups.Remove(result));

    /// <summary>Tells whether a result is credible enough.</summary>
    /// <param name="result">The result.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    /// <exception cref="OverflowException">The products exceed 2^128.</exception>
    public bool IsReached(TResult result) => GroupOf(result) * Trust > Total * (Trust - 1);
}
