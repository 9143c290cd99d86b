using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Which evidence has counted: each misbehaviour once, inside a window, forgotten after it.</summary>
/// <remarks>
/// <code>
/// accepted when  severity &gt; 0  and  fault epoch &lt;= now  and  now - fault epoch &lt; Window  and  the key is new
/// </code>
/// The window is the liability window of the stake: what could be charged twice is remembered, what can be charged no more is
/// forgotten by <see cref="Prune"/>, and evidence that old is refused, so forgetting it opens no door. A participant who was never
/// accused takes no room. O(log n) for each evidence. Immutable and safe to share between threads. Equal when the windows and the
/// keys are.
/// </remarks>
public sealed class EvidenceRegister : IEquatable<EvidenceRegister>
{
    private readonly ImmutableSortedDictionary<Digest, Epoch> _counted;

    /// <summary>Initializes a new instance of the <see cref="EvidenceRegister"/> class from its parts, as they were stored.</summary>
    /// <param name="window">For how many epochs a fault can be charged, its own included.</param>
    /// <param name="counted">The keys that have counted, each with the epoch of its fault.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">A key is there twice.</exception>
    [JsonConstructor]
    public EvidenceRegister(EpochSpan window, IReadOnlyList<CountedEvidence> counted)
    {
        ArgumentNullException.ThrowIfNull(counted);
        ImmutableSortedDictionary<Digest, Epoch>.Builder keys = ImmutableSortedDictionary.CreateBuilder<Digest, Epoch>();
        foreach (CountedEvidence item in counted)
        {
            if (!keys.TryAdd(item.Key, item.FaultEpoch))
            {
                throw new ArgumentException($"The key {item.Key} has counted twice; expected each key once.", nameof(counted));
            }
        }

        Window = window;
        _counted = keys.ToImmutable();
    }

    /// <summary>Returns how much evidence has counted, and for how long a fault can be charged.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Count(_counted.Count, "piece of evidence", "pieces of evidence")} counted, faults of {Prose.Epochs(Window)}";

    private EvidenceRegister(EpochSpan window, ImmutableSortedDictionary<Digest, Epoch> counted)
    {
        Window = window;
        _counted = counted;
    }

    /// <summary>Gets for how many epochs a fault can be charged, its own included.</summary>
    public EpochSpan Window { get; }

    /// <summary>Gets the keys that have counted, in the order of the keys.</summary>
    public IReadOnlyList<CountedEvidence> Counted => [.. _counted.Select(item => new CountedEvidence(item.Key, item.Value))];

    /// <summary>Gets how many keys are remembered.</summary>
    [JsonIgnore]
    public int Count => _counted.Count;

    /// <summary>Returns the register in which nothing has counted.</summary>
    /// <param name="window">For how many epochs a fault can be charged, its own included.</param>
    /// <returns>The register.</returns>
    public static EvidenceRegister Empty(EpochSpan window) => new(window, ImmutableSortedDictionary<Digest, Epoch>.Empty);

    /// <summary>Tells whether evidence of a key has counted.</summary>
    /// <param name="key">The key.</param>
    /// <returns><see langword="true"/> when it has.</returns>
    public bool HasCounted(Digest key) => _counted.ContainsKey(key);

    /// <summary>Says whether evidence would count, and changes nothing.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The verdict.</returns>
    public EvidenceAdmissibility Judge(in Evidence evidence, Epoch now)
    {
        if (evidence.Offence.IsNone || evidence.Offender.IsNone)
        {
            return EvidenceAdmissibility.Incomplete;
        }

        if (evidence.Severity.IsZero)
        {
            return EvidenceAdmissibility.WithoutSeverity;
        }

        if (evidence.FaultEpoch > now)
        {
            return EvidenceAdmissibility.FromTheFuture;
        }

        if (now.Since(evidence.FaultEpoch) >= Window)
        {
            return EvidenceAdmissibility.Expired;
        }

        return _counted.ContainsKey(evidence.Key) ? EvidenceAdmissibility.Duplicate : EvidenceAdmissibility.Accepted;
    }

    /// <summary>Lets evidence count, once.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The verdict and the register afterwards.</returns>
    public EvidenceAdmission Admit(in Evidence evidence, Epoch now)
    {
        EvidenceAdmissibility verdict = Judge(evidence, now);
        return verdict == EvidenceAdmissibility.Accepted
            ? new EvidenceAdmission(new EvidenceRegister(Window, _counted.Add(evidence.Key, evidence.FaultEpoch)), verdict)
            : new EvidenceAdmission(this, verdict);
    }

    /// <summary>Forgets that evidence has counted: its penalty was overturned, and it may be judged anew.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The register, this very instance when the key had not counted.</returns>
    public EvidenceRegister Forget(Digest key) => _counted.ContainsKey(key) ? new EvidenceRegister(Window, _counted.Remove(key)) : this;

    /// <summary>Forgets what is past the window.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>The register, this very instance when there was nothing to forget.</returns>
    public EvidenceRegister Prune(Epoch now)
    {
        Digest[] old = [.. _counted.Where(item => item.Value <= now && now.Since(item.Value) >= Window).Select(item => item.Key)];
        return old.Length == 0 ? this : new EvidenceRegister(Window, _counted.RemoveRange(old));
    }

    /// <summary>Tells whether two are equal, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they hold the same, or both are null.</returns>
    public static bool operator ==(EvidenceRegister? left, EvidenceRegister? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(EvidenceRegister? left, EvidenceRegister? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(EvidenceRegister? other) => other is not null && Window == other.Window && _counted.SequenceEqual(other._counted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EvidenceRegister);

    /// <inheritdoc/>
    public override int GetHashCode() => Window.GetHashCode() ^ Count;
}
