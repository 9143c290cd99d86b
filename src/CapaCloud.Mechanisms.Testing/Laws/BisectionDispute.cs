using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The library's own <see cref="BisectionGame"/>, as the laws play it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Game">The game.</param>
internal sealed record BisectionDispute(BisectionGame Game) : IDispute
{
    private static readonly ParticipantId Defender = ParticipantId.Of("defender");
    private static readonly ParticipantId Challenger = ParticipantId.Of("challenger");

    /// <inheritdoc/>
    public BisectionStatus Status => Game.Status;

    /// <inheritdoc/>
    public ulong Lower => Game.Lower;

    /// <inheritdoc/>
    public ulong Upper => Game.Upper;

    /// <inheritdoc/>
    public Digest LowerState => Game.LowerState;

    /// <inheritdoc/>
    public ulong Middle => Game.Middle;

    /// <inheritdoc/>
    public Epoch Deadline => Game.Deadline;

    /// <inheritdoc/>
    public Amount DefenderPaid => Game.DefenderPaid;

    /// <inheritdoc/>
    public Amount ChallengerPaid => Game.ChallengerPaid;

    /// <summary>Opens a dispute between two parties.</summary>
    /// <param name="terms">The prices and deadlines.</param>
    /// <param name="steps">How many steps the computation has.</param>
    /// <param name="start">The state before the first.</param>
    /// <param name="claim">The defender's state after the last.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute.</returns>
    public static IDispute Open(BisectionTerms terms, ulong steps, Digest start, Digest claim, Epoch now) =>
        new BisectionDispute(BisectionGame.Open(terms, TaskId.Of("disputed"), now, Defender, Challenger, steps, start, claim, now));

    /// <inheritdoc/>
    public IDispute Publish(Digest state, Epoch now) => new BisectionDispute(Game.Publish(Defender, state, now));

    /// <inheritdoc/>
    public IDispute Choose(bool agrees, Epoch now) => new BisectionDispute(Game.Choose(Challenger, agrees, now));

    /// <inheritdoc/>
    public IDispute Expire(Epoch now) => new BisectionDispute(Game.Expire(now));

    /// <inheritdoc/>
    public IDispute Resolve(Digest state) => new BisectionDispute(Game.Resolve(state));
}
