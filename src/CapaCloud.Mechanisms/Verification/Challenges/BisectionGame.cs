using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A dispute about a long computation, narrowed by halves to one step that a referee can afford to compute.</summary>
/// <remarks>
/// <code>
/// invariant: both agree on the state after Lower steps, and disagree on the state after Upper steps
/// round:     the defender publishes the state after (Lower + Upper) / 2 steps; the challenger agrees (Lower moves up) or not (Upper down)
/// end:       Upper = Lower + 1; the referee computes that one step from the agreed state
/// </code>
/// Whoever is honest wins, whatever the other does: an honest defender's states are all true, and an honest challenger's choice always
/// keeps a false one above a true one. A party that lets its deadline pass loses. Each move costs its mover
/// <see cref="BisectionTerms.MovePrice"/>, so delay is not free. Immutable: each move returns the new dispute. Source: refereed
/// delegation (Canetti, Riva, Rothblum), Truebit, Arbitrum, Gensyn's Verde.
/// </remarks>
public sealed record BisectionGame
{
    private BisectionGame(BisectionTerms terms, TaskId task, Epoch workEpoch, ParticipantId defender, ParticipantId challenger)
    {
        Terms = terms;
        Task = task;
        WorkEpoch = workEpoch;
        Defender = defender;
        Challenger = challenger;
    }

    /// <summary>A stored dispute as it stood; what its moves would not have allowed is refused.</summary>
    [JsonConstructor]
    internal BisectionGame(
        BisectionTerms terms, TaskId task, Epoch workEpoch, ParticipantId defender, ParticipantId challenger, ulong lower, ulong upper, Digest lowerState,
        Digest upperState, Digest middleState, BisectionStatus status, Epoch deadline, Amount defenderPaid, Amount challengerPaid, bool timedOut, Digest transcript)
        : this(terms, task, workEpoch, defender, challenger)
    {
        if (defender.IsNone || challenger.IsNone || defender == challenger)
        {
            throw new ArgumentException($"A dispute needs two parties, got {defender} and {challenger}.", nameof(challenger));
        }

        if (lower >= upper)
        {
            throw new ArgumentOutOfRangeException(nameof(upper), $"The disputed steps end at {upper}; expected more than {lower}, where they begin.");
        }

        (Lower, Upper, LowerState, UpperState, MiddleState) = (lower, upper, lowerState, upperState, middleState);
        (Status, Deadline, DefenderPaid, ChallengerPaid, TimedOut, Transcript) = (status, deadline, defenderPaid, challengerPaid, timedOut, transcript);
    }

    /// <summary>Gets the prices and deadlines.</summary>
    public BisectionTerms Terms { get; }

    /// <summary>Gets the disputed task.</summary>
    public TaskId Task { get; }

    /// <summary>Gets the epoch in which the work was done.</summary>
    public Epoch WorkEpoch { get; }

    /// <summary>Gets who claims the result.</summary>
    public ParticipantId Defender { get; }

    /// <summary>Gets who disputes it.</summary>
    public ParticipantId Challenger { get; }

    /// <summary>Gets the number of steps after which both agree.</summary>
    public ulong Lower { get; private init; }

    /// <summary>Gets the number of steps after which they disagree.</summary>
    public ulong Upper { get; private init; }

    /// <summary>Gets the agreed state after <see cref="Lower"/> steps.</summary>
    public Digest LowerState { get; private init; }

    /// <summary>Gets the defender's state after <see cref="Upper"/> steps, which the challenger disputes.</summary>
    public Digest UpperState { get; private init; }

    /// <summary>Gets the defender's state at the middle, while the challenger is to move.</summary>
    public Digest MiddleState { get; private init; }

    /// <summary>Gets whose move it is, or how it ended.</summary>
    public BisectionStatus Status { get; private init; }

    /// <summary>Gets the last epoch in which the next move may be made.</summary>
    public Epoch Deadline { get; private init; }

    /// <summary>Gets what the defender has paid for its moves, and for the referee if it lost there.</summary>
    public Amount DefenderPaid { get; private init; }

    /// <summary>Gets what the challenger has paid for its moves, and for the referee if it lost there.</summary>
    public Amount ChallengerPaid { get; private init; }

    /// <summary>Gets a value indicating whether it ended because a party let its deadline pass.</summary>
    public bool TimedOut { get; private init; }

    /// <summary>Gets the hash over every move so far: the evidence.</summary>
    public Digest Transcript { get; private init; }

    /// <summary>Gets a value indicating whether the dispute is over.</summary>
    public bool IsOver => Status >= BisectionStatus.DefenderWon;

    /// <summary>Gets the step count that the defender must publish the state of.</summary>
    public ulong Middle => Lower + ((Upper - Lower) / 2);

    /// <summary>Opens a dispute.</summary>
    /// <param name="terms">The prices and deadlines.</param>
    /// <param name="task">The disputed task.</param>
    /// <param name="workEpoch">The epoch in which the work was done.</param>
    /// <param name="defender">Who claims the result.</param>
    /// <param name="challenger">Who disputes it, somebody else.</param>
    /// <param name="steps">How many steps the computation has, at least 1.</param>
    /// <param name="start">The state before the first step, which both agree on.</param>
    /// <param name="claim">The defender's state after the last step.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute, with the defender to move (or the referee, when there is only one step).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="ArgumentException">A party is unnamed, or disputes with itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no step, or no time for a move.</exception>
    public static BisectionGame Open(
        BisectionTerms terms, TaskId task, Epoch workEpoch, ParticipantId defender, ParticipantId challenger, ulong steps, Digest start, Digest claim, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (defender.IsNone || challenger.IsNone || defender == challenger)
        {
            throw new ArgumentException($"A dispute needs two parties, got {defender} and {challenger}.", nameof(challenger));
        }

        if (steps == 0 || terms.MoveTime.Epochs == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), $"A dispute needs at least 1 step and 1 epoch for a move, got {steps} and {terms.MoveTime}.");
        }

        BisectionGame game = new(terms, task, workEpoch, defender, challenger)
        {
            Upper = steps,
            LowerState = start,
            UpperState = claim,
            Deadline = now + terms.MoveTime,
            Status = steps == 1 ? BisectionStatus.RefereeToMove : BisectionStatus.DefenderToMove,
        };
        return game with { Transcript = game.Record(claim, steps) };
    }

    /// <summary>The defender publishes its state at the middle.</summary>
    /// <param name="by">Who moves.</param>
    /// <param name="state">The state after <see cref="Middle"/> steps.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute, with the challenger to move.</returns>
    /// <exception cref="InvalidOperationException">It is not the defender's move, or its deadline has passed.</exception>
    public BisectionGame Publish(ParticipantId by, Digest state, Epoch now)
    {
        RequireTurn(by, Defender, BisectionStatus.DefenderToMove, now);
        return this with
        {
            MiddleState = state,
            Status = BisectionStatus.ChallengerToMove,
            Deadline = now + Terms.MoveTime,
            DefenderPaid = DefenderPaid + Terms.MovePrice,
            Transcript = Record(state, Middle),
        };
    }

    /// <summary>The challenger says whether it agrees with the state at the middle.</summary>
    /// <param name="by">Who moves.</param>
    /// <param name="agrees">Whether it agrees: then the error lies above the middle, else below.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute over half the steps, with the defender or, at one step, the referee to move.</returns>
    /// <exception cref="InvalidOperationException">It is not the challenger's move, or its deadline has passed.</exception>
    public BisectionGame Choose(ParticipantId by, bool agrees, Epoch now)
    {
        RequireTurn(by, Challenger, BisectionStatus.ChallengerToMove, now);
        ulong lower = agrees ? Middle : Lower, upper = agrees ? Upper : Middle;
        return this with
        {
            Lower = lower,
            Upper = upper,
            LowerState = agrees ? MiddleState : LowerState,
            UpperState = agrees ? UpperState : MiddleState,
            Status = upper - lower == 1 ? BisectionStatus.RefereeToMove : BisectionStatus.DefenderToMove,
            Deadline = now + Terms.MoveTime,
            ChallengerPaid = ChallengerPaid + Terms.MovePrice,
            Transcript = Record(agrees ? MiddleState : UpperState, agrees ? 1UL : 0UL),
        };
    }

    /// <summary>Ends the dispute if the party whose move it is let its deadline pass.</summary>
    /// <param name="now">The current epoch.</param>
    /// <returns>The dispute, lost by who was to move; unchanged before the deadline, or when the referee is to move, or when it is over.</returns>
    public BisectionGame Expire(Epoch now)
    {
        if (now <= Deadline || Status > BisectionStatus.ChallengerToMove)
        {
            return this;
        }

        BisectionStatus winner = Status == BisectionStatus.DefenderToMove ? BisectionStatus.ChallengerWon : BisectionStatus.DefenderWon;
        return this with { Status = winner, TimedOut = true, Transcript = Record(default, Deadline.Number) };
    }

    /// <summary>The referee has computed the last step.</summary>
    /// <param name="state">The true state one step after <see cref="LowerState"/>.</param>
    /// <returns>The dispute, won by the defender when the state is <see cref="UpperState"/>, else by the challenger; the loser pays the referee.</returns>
    /// <exception cref="InvalidOperationException">More than one step is in dispute, or it is over.</exception>
    public BisectionGame Resolve(Digest state)
    {
        if (Status != BisectionStatus.RefereeToMove)
        {
            throw new InvalidOperationException($"The referee is not to move; the dispute on task {Task} is at {Status}, with steps {Lower} to {Upper} open.");
        }

        bool defended = state == UpperState;
        return this with
        {
            Status = defended ? BisectionStatus.DefenderWon : BisectionStatus.ChallengerWon,
            DefenderPaid = defended ? DefenderPaid : DefenderPaid + Terms.RefereePrice,
            ChallengerPaid = defended ? ChallengerPaid + Terms.RefereePrice : ChallengerPaid,
            Transcript = Record(state, Upper),
        };
    }

    /// <summary>Returns the verdict on the defender.</summary>
    /// <returns>Correct or incorrect when the dispute is over, inconclusive before.</returns>
    public Verdict DefenderVerdict() => VerdictOn(Defender, Status == BisectionStatus.DefenderWon);

    /// <summary>Returns the verdict on the challenger.</summary>
    /// <returns>Correct or incorrect when the dispute is over, inconclusive before.</returns>
    public Verdict ChallengerVerdict() => VerdictOn(Challenger, Status == BisectionStatus.ChallengerWon);

    private Verdict VerdictOn(ParticipantId party, bool won)
    {
        VerdictReason reason = (IsOver, won, TimedOut) switch
        {
            (false, _, _) => VerdictReason.AwaitsArbitration,
            (_, true, true) => VerdictReason.OpponentTimedOut,
            (_, true, false) => VerdictReason.RefereeConfirms,
            (_, false, true) => VerdictReason.TimedOut,
            (_, false, false) => VerdictReason.RefereeRefutes,
        };
        return Verdict.Because(party, Task, WorkEpoch, reason, Transcript);
    }

    private void RequireTurn(ParticipantId by, ParticipantId mover, BisectionStatus status, Epoch now)
    {
        if (Status != status || by != mover)
        {
            throw new InvalidOperationException($"{by} is not to move in the dispute on task {Task}; it is at {Status}.");
        }

        if (now > Deadline)
        {
            throw new InvalidOperationException($"{by} moves in epoch {now}, after its deadline, epoch {Deadline}.");
        }
    }

    private Digest Record(Digest state, ulong number)
    {
        CanonicalEncoder encoder = new(stackalloc byte[512], "capacloud/bisection/v1"u8);
        encoder.Append(Transcript);
        encoder.Append(Task);
        encoder.Append((ulong)Status);
        encoder.Append(state);
        encoder.Append(number);
        return encoder.Hash();
    }
}
