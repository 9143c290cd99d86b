using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>
/// The money a requester puts aside: it holds streams and single jobs, pays the provider by time or by result, and says when the money runs out and the most that each side
/// can lose.
/// </summary>
/// <remarks>
/// <code>
/// total = free + sum over streams (reserve + earned + bonds) + sum over jobs (price - accepted + bonds)
/// a running epoch is paid when free >= sum of the rates of all running streams; all of them are paid, or none
/// reserve(stream) = rate * lockup, its last epochs
/// </code>
/// In base units, whole epochs, exact: no payment is rounded. Epoch <c>e</c> is over when <c>now >= e + 1</c>; an act in epoch <c>now</c> comes at its start.
/// Each act first settles the account, so that who settles, how often and in which order decides nothing. When the money ends, every stream is served
/// alike up to the same epoch, gets its lockup on top, and is closed as depleted after its grace. Money that comes before that pays as if it had been
/// there from the start. The host has checked who acts. Immutable; an act returns the new account and the postings, or throws
/// <see cref="EscrowRefusedException"/> and changes nothing. Takes time in proportion to the open streams and jobs. Equal by content. Safe to
/// share between threads.
/// </remarks>
[DebuggerDisplay("{Owner}: {Free} free, {Total} in all")]
public sealed partial class EscrowAccount : IEquatable<EscrowAccount>
{
    private ImmutableArray<EscrowStream> _streams;

    /// <summary>Initializes a new instance of the <see cref="EscrowAccount"/> class from its parts, as they were stored.</summary>
    /// <param name="owner">The requester.</param>
    /// <param name="free">What is set aside for nobody, in base units.</param>
    /// <param name="asOf">The epoch of the last act.</param>
    /// <param name="accruedTo">The epoch up to which running streams are paid.</param>
    /// <param name="streams">The open streams, by name.</param>
    /// <param name="jobs">The open jobs, by name.</param>
    /// <param name="closed">What is closed, by name.</param>
    /// <exception cref="ArgumentException">The owner is nobody, or the parts contradict each other: the message names the part and what was expected.</exception>
    /// <exception cref="OverflowException">The parts hold more than 2^128 - 1 units.</exception>
    [JsonConstructor]
    public EscrowAccount(
        ParticipantId owner, Amount free, Epoch asOf, Epoch accruedTo, ImmutableArray<EscrowStream> streams, ImmutableArray<EscrowJob> jobs, ImmutableArray<EscrowClosed> closed)
    {
        Owner = owner;
        Free = free;
        AsOf = asOf;
        AccruedTo = accruedTo;
        _streams = streams.IsDefault ? [] : streams;
        Lines = _streams;
        Jobs = jobs.IsDefault ? [] : jobs;
        Closed = closed.IsDefault ? [] : closed;
        EscrowParts.Require(this);
        Amount total = free;
        foreach (EscrowStream stream in Streams)
        {
            total += stream.Held();
        }

        foreach (EscrowJob job in Jobs)
        {
            total += job.Held();
        }

        Total = total;
    }

    /// <summary>Initializes a new instance of the <see cref="EscrowAccount"/> class after an act: its streams are as they were last written, and follow from the time.</summary>
    internal EscrowAccount(
        ParticipantId owner, Amount free, Amount total, EscrowClock clock, ImmutableArray<EscrowStream> lines, EscrowClock? paidAt, RunningStreams? running,
        ImmutableArray<EscrowJob> jobs, ImmutableArray<EscrowClosed> closed)
    {
        Owner = owner;
        Free = free;
        Total = total;
        AsOf = clock.AsOf;
        AccruedTo = clock.AccruedTo;
        Lines = lines;
        PaidAt = paidAt;
        Running = running;
        Jobs = jobs;
        Closed = closed;
    }

    /// <summary>Gets the requester.</summary>
    public ParticipantId Owner { get; }

    /// <summary>Gets what is set aside for nobody: it pays running streams, and the requester may take it back. In base units.</summary>
    public Amount Free { get; }

    /// <summary>Gets the epoch of the last act.</summary>
    public Epoch AsOf { get; }

    /// <summary>Gets the epoch up to which running streams are paid: <see cref="AsOf"/>, or earlier when the money has run out.</summary>
    public Epoch AccruedTo { get; }

    /// <summary>Gets the open streams, by name. Worked out when it is first asked for: settling does not wait for it.</summary>
    public ImmutableArray<EscrowStream> Streams
    {
        get
        {
            if (_streams.IsDefault)
            {
                EscrowClock clock = new(AsOf, AccruedTo);
                ImmutableInterlocked.InterlockedInitialize(ref _streams, [.. Lines.Select(line => clock.See(line, PaidAt ?? default))]);
            }

            return _streams;
        }
    }

    /// <summary>Gets the open jobs, by name.</summary>
    public ImmutableArray<EscrowJob> Jobs { get; }

    /// <summary>Gets what is closed and not forgotten, by name.</summary>
    public ImmutableArray<EscrowClosed> Closed { get; }

    /// <summary>Gets all the account holds: what the ledger account <c>Escrow(owner)</c> must hold. In base units.</summary>
    [JsonIgnore]
    public Amount Total { get; }

    /// <summary>Gets the streams as they were last written, by name.</summary>
    internal ImmutableArray<EscrowStream> Lines { get; }

    /// <summary>Gets the time at which what was final was last paid; null when nothing was, of what the lines have earned.</summary>
    internal EscrowClock? PaidAt { get; }

    /// <summary>Gets what the running streams come to; null when it is to be counted.</summary>
    internal RunningStreams? Running { get; }

    /// <summary>Gets a value indicating whether epochs have run that are not paid, because the money ran out.</summary>
    [JsonIgnore]
    public bool IsBehind => AccruedTo < AsOf;

    /// <summary>Returns the escrow of a requester who has paid nothing in.</summary>
    /// <param name="owner">The requester.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account.</returns>
    /// <exception cref="ArgumentException">The owner is nobody.</exception>
    public static EscrowAccount Open(ParticipantId owner, Epoch now) => new(owner, Amount.Zero, now, now, [], [], []);

    /// <summary>Tells whether two are equal, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they hold the same, or both are null.</returns>
    public static bool operator ==(EscrowAccount? left, EscrowAccount? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(EscrowAccount? left, EscrowAccount? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(EscrowAccount? other) =>
        other is not null && Owner == other.Owner && Free == other.Free && AsOf == other.AsOf && AccruedTo == other.AccruedTo
        && Streams.AsSpan().SequenceEqual(other.Streams.AsSpan()) && Jobs.AsSpan().SequenceEqual(other.Jobs.AsSpan())
        && Closed.AsSpan().SequenceEqual(other.Closed.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EscrowAccount);

    /// <inheritdoc/>
    public override int GetHashCode() => Owner.GetHashCode() ^ Free.GetHashCode() ^ AsOf.GetHashCode() ^ AccruedTo.GetHashCode() ^ Lines.Length ^ Jobs.Length ^ Closed.Length;

    /// <summary>Returns one line: <c>alice: 60 free of 100 units, 2 streams, 1 jobs, epoch 7</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Owner}: {Prose.Number(Free)} free of {Prose.Units(Total)}, {Prose.Count(Lines.Length, "stream")}, {Prose.Count(Jobs.Length, "job")}, epoch {AsOf}";
}
