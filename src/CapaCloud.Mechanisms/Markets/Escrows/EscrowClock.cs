using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>
/// How far an account has come. What a stream has earned and was paid since it was written follows from that, so a stream that nobody touches is not written
/// again in every epoch.
/// </summary>
/// <param name="AsOf">The epoch of the last act.</param>
/// <param name="AccruedTo">The epoch up to which running streams are paid.</param>
internal readonly record struct EscrowClock(Epoch AsOf, Epoch AccruedTo)
{
    /// <summary>The epoch up to which a stream has earned: one that runs from free money, one that ends from its reserve.</summary>
    public Epoch ReachedBy(EscrowStream stream) =>
        Epoch.Max(stream.AccruedTo, stream.EndsAt is { } end ? Epoch.Min(end, AsOf) : AccruedTo);

    /// <summary>The epoch up to which a stream's earnings are final, but for what is disputed.</summary>
    public Epoch FinalFor(EscrowStream stream) => Epoch.Min(AsOf.MinusToZero(stream.Terms.Review), ReachedBy(stream));

    /// <summary>A stream as it stands now, when what was final at a former time has been paid.</summary>
    public EscrowStream See(EscrowStream stream, EscrowClock paid)
    {
        Epoch reached = ReachedBy(stream), final = paid.FinalFor(stream);
        if (reached == stream.AccruedTo && (stream.Earned.IsEmpty || stream.Earned[0].From >= final))
        {
            return stream;
        }

        (ImmutableArray<EscrowPeriod> left, Amount taken) = EscrowPeriods.Take(
            EscrowPeriods.With(stream.Earned, new EscrowPeriod(stream.AccruedTo, reached, stream.Rate)), final, stream.Dispute);
        return stream with
        {
            AccruedTo = reached,
            Reserve = stream.EndsAt is { } end ? stream.Rate.Over(end - reached) : stream.Reserve,
            Earned = left,
            Paid = EscrowBooks.Told(stream.Paid, taken),
        };
    }

    /// <summary>What a stream is owed for the epochs from one to another: all that it earned there and that is not disputed.</summary>
    public Amount Due(EscrowStream stream, Epoch from, Epoch to)
    {
        Amount due = Amount.Zero;
        if (from < to)
        {
            foreach (EscrowPeriod period in stream.Earned)
            {
                due += EscrowPeriods.Beside(period.Within(from, to), stream.Dispute);
            }

            due += EscrowPeriods.Beside(new EscrowPeriod(stream.AccruedTo, ReachedBy(stream), stream.Rate).Within(from, to), stream.Dispute);
        }

        return due;
    }

    /// <summary>Whether a stream has come to its end and everything it earned is final.</summary>
    public bool IsOver(EscrowStream stream)
    {
        Epoch reached = ReachedBy(stream), final = FinalFor(stream);
        return stream.EndsAt == reached && stream.Dispute is null
            && (reached <= final || stream.Rate.IsZero || reached == stream.AccruedTo)
            && (stream.Earned.IsEmpty || stream.Earned[^1].To <= final);
    }
}
