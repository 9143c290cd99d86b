using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A dispute by bisection as its laws see it: whose move it is, the moves, what each has paid.</summary>
/// <remarks>No formula. <see cref="BisectionLaws"/> play it; <see cref="BisectionDispute"/> is the library's own.</remarks>
internal interface IDispute
{
    /// <summary>Gets whose move it is, or how it ended.</summary>
    BisectionStatus Status { get; }

    /// <summary>Gets the steps up to which both agree.</summary>
    ulong Lower { get; }

    /// <summary>Gets the steps after which they disagree.</summary>
    ulong Upper { get; }

    /// <summary>Gets the state after the steps up to which both agree.</summary>
    Digest LowerState { get; }

    /// <summary>Gets the step count that the defender must publish the state of.</summary>
    ulong Middle { get; }

    /// <summary>Gets the last epoch in which a move may be made.</summary>
    Epoch Deadline { get; }

    /// <summary>Gets what the defender has paid, in base units.</summary>
    Amount DefenderPaid { get; }

    /// <summary>Gets what the challenger has paid, in base units.</summary>
    Amount ChallengerPaid { get; }

    /// <summary>The defender publishes its state at the middle.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute after it.</returns>
    IDispute Publish(Digest state, Epoch now);

    /// <summary>The challenger agrees with the state at the middle, or not.</summary>
    /// <param name="agrees">Whether it agrees.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute after it.</returns>
    IDispute Choose(bool agrees, Epoch now);

    /// <summary>Ends the dispute if a deadline has passed.</summary>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute after it.</returns>
    IDispute Expire(Epoch now);

    /// <summary>The referee says what the last step leads to.</summary>
    /// <param name="state">The true state.</param>
    /// <returns>The dispute after it.</returns>
    IDispute Resolve(Digest state);
}
