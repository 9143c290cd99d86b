using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The chance of one epoch and one purpose, from which anyone can recompute every selection.</summary>
/// <remarks>
/// <code>
/// seed = SHA-256( text("capacloud/seed/v1") || text(purpose) || epoch || closing round || draw round || randomness )
/// draw = first 16 bytes of SHA-256( text("capacloud/draw/v1") || seed || text(participant) || text(task) || number )
/// </code>
/// There is no way to a seed but <see cref="After"/>, which wants the window that the commitments closed in and the beacon that was
/// announced with it; so a seed that somebody could know when committing does not exist as a value. What was committed is
/// deliberately not part of the bytes: whoever assembles the commitments could leave one out to draw again. Encodings are those of
/// <see cref="CanonicalEncoder"/>. <c>default</c> is no seed and refuses to draw.
/// </remarks>
public readonly record struct SelectionSeed
{
    /// <summary>Initializes a new instance of the <see cref="SelectionSeed"/> struct from one that was stored; a new one comes from <see cref="After"/>.</summary>
    /// <param name="window">The window whose commitments it is drawn for.</param>
    /// <param name="purpose">What is selected.</param>
    /// <param name="value">The hash of the beacon with window and purpose.</param>
    /// <exception cref="ArgumentException">There is no purpose.</exception>
    [JsonConstructor]
    public SelectionSeed(CommitmentWindow window, SelectionPurpose purpose, Digest value)
    {
        if (purpose.IsNone)
        {
            throw new ArgumentException("A seed needs a purpose, got none.", nameof(purpose));
        }

        Window = window;
        Purpose = purpose;
        Value = value;
    }

    /// <summary>Gets the window in which what the seed decides about was committed.</summary>
    public CommitmentWindow Window { get; }

    /// <summary>Gets what the seed may decide.</summary>
    public SelectionPurpose Purpose { get; }

    /// <summary>Gets the seed's 32 bytes.</summary>
    public Digest Value { get; }

    /// <summary>Gets a value indicating whether this is no seed, the value of <c>default</c>.</summary>
    public bool IsNone => Purpose.IsNone;

    /// <summary>Returns the seed of a beacon that came after the commitments closed.</summary>
    /// <param name="window">When the commitments closed, and which round was announced to decide.</param>
    /// <param name="beacon">The beacon of that round.</param>
    /// <param name="purpose">What the seed decides.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="BeaconRoundException">The beacon is of another round: it could be known before, or be chosen after.</exception>
    /// <exception cref="ArgumentException">The purpose is <c>default</c>.</exception>
    public static SelectionSeed After(in CommitmentWindow window, Beacon beacon, SelectionPurpose purpose)
    {
        if (beacon.Round <= window.ClosingRound || beacon.Round != window.DrawRound)
        {
            throw new BeaconRoundException(window, beacon.Round);
        }

        if (purpose.IsNone)
        {
            throw new ArgumentException("A seed needs a purpose, got none.", nameof(purpose));
        }

        CanonicalEncoder encoder = new(stackalloc byte[160], "capacloud/seed/v1"u8);
        encoder.Append(purpose.ToString());
        encoder.Append(window.Epoch);
        encoder.Append(window.ClosingRound);
        encoder.Append(window.DrawRound);
        encoder.Append(beacon.Randomness);
        return new SelectionSeed(window, purpose, encoder.Hash());
    }

    /// <summary>Returns the draw about a participant's work on a task.</summary>
    /// <param name="participant">The participant, or <see cref="ParticipantId.None"/>.</param>
    /// <param name="task">The task, or <see cref="TaskId.None"/>.</param>
    /// <param name="number">Which of several draws about the same; 0 for the first.</param>
    /// <returns>A uniform draw.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, no seed.</exception>
    public Draw For(ParticipantId participant, TaskId task, ulong number = 0) => new(Hash(participant, task, number).Upper);

    /// <summary>Returns the draw about a participant.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="number">Which of several draws about the same; 0 for the first.</param>
    /// <returns>A uniform draw.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, no seed.</exception>
    public Draw For(ParticipantId participant, ulong number = 0) => For(participant, TaskId.None, number);

    /// <summary>Returns the draw about a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="number">Which of several draws about the same; 0 for the first.</param>
    /// <returns>A uniform draw.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, no seed.</exception>
    public Draw For(TaskId task, ulong number = 0) => For(ParticipantId.None, task, number);

    /// <summary>Returns all 32 bytes of the draw about a participant's work on a task, for rules that need more than 128 bits.</summary>
    /// <param name="participant">The participant, or <see cref="ParticipantId.None"/>.</param>
    /// <param name="task">The task, or <see cref="TaskId.None"/>.</param>
    /// <param name="number">Which of several draws about the same; 0 for the first.</param>
    /// <returns>The hash whose first half is the draw.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, no seed.</exception>
    public Digest Hash(ParticipantId participant, TaskId task, ulong number = 0)
    {
        if (IsNone)
        {
            throw new InvalidOperationException("This is no seed (default): get one from SelectionSeed.After.");
        }

        CanonicalEncoder encoder = new(stackalloc byte[352], "capacloud/draw/v1"u8);
        encoder.Append(Value);
        encoder.Append(participant);
        encoder.Append(task);
        encoder.Append(number);
        return encoder.Hash();
    }
}
