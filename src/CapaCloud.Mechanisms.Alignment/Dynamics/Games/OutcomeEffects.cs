namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Where each class of outcomes leads from each state of pending work: at its best for the participant, or at its worst.</summary>
/// <remarks>
/// Verdicts in the epoch of the job: a jail passes in one step. Late ones: who is sent to jail waits there, as a state of its own, for what is pending; then the rest passes in
/// one step. A fault among the last verdicts begins the jail anew; else its rest is known within the delay, and at its best it is the shortest.
/// </remarks>
internal sealed class OutcomeEffects
{
    private readonly PendingWork _pending;
    private readonly bool[] _isFault;
    private readonly OutcomeEffect[] _working;
    private readonly OutcomeEffect[] _idle;
    private readonly OutcomeEffect[] _jailed;
    private readonly OutcomeEffect[] _jailedIdle;
    private readonly OutcomeEffect[][] _served;

    /// <param name="pending">The states.</param>
    /// <param name="isFault">Which classes hold a fault.</param>
    /// <param name="working">What each class does in an epoch of work; with the jail, where there is no delay.</param>
    /// <param name="idle">What it does in an epoch without work.</param>
    /// <param name="jail">How long a jail is, where there is a delay.</param>
    /// <param name="age">How both coordinates move over so many epochs.</param>
    public OutcomeEffects(
        PendingWork pending, bool[] isFault, OutcomeEffect[] working, OutcomeEffect[] idle, int jail, Func<int, (AffineMap Across, AffineMap Up)> age)
    {
        (_pending, _isFault, _working, _idle, Jail) = (pending, isFault, working, idle, pending.Delay == 0 ? 0 : jail);
        _jailed = After(working, Jail);
        _jailedIdle = After(idle, Jail);
        _served = Jail == 0 ? [] : [.. Enumerable.Range(Jail - pending.Delay, pending.Delay + 1).Select(rest => After(idle, rest))];

        OutcomeEffect[] After(OutcomeEffect[] effects, int epochs)
        {
            (AffineMap across, AffineMap up) = age(epochs);
            return [.. effects.Select(effect => effect.Then(across, up, epochs))];
        }
    }

    /// <summary>Gets the length of a jail that begins while verdicts are pending; 0 where there is no delay.</summary>
    public int Jail { get; }

    /// <summary>Gets every effect there is.</summary>
    public IEnumerable<OutcomeEffect> All => [.. _working, .. _idle, .. _jailed, .. _jailedIdle, .. _served.SelectMany(effects => effects)];

    /// <summary>What the class does in an epoch of work from liberty, before any jail; what is lost in it.</summary>
    public OutcomeEffect Of(int outcome, bool isWorking) => isWorking ? _working[outcome] : _idle[outcome];

    /// <summary>What a class does, and the state after it.</summary>
    /// <param name="isJailed">Whether the epoch is spent in jail.</param>
    /// <param name="queue">The queue after the epoch.</param>
    /// <param name="isWorking">Whether there was work in it.</param>
    /// <param name="outcome">The class.</param>
    /// <param name="longer">By how many epochs the rest of a jail is longer than the shortest it can be; at most <see cref="Slack"/>.</param>
    public (OutcomeEffect Effect, int Next) Step(bool isJailed, int queue, bool isWorking, int outcome, int longer)
    {
        bool isFault = _isFault[outcome];
        if (isJailed && Jail > 0)
        {
            return queue != 0 ? (_idle[outcome], _pending.Jailed(queue)) : (_served[isFault ? _pending.Delay : longer][outcome], 0);
        }

        return !isFault || Jail == 0 ? (Of(outcome, isWorking), queue)
            : queue == 0 ? (isWorking ? _jailed[outcome] : _jailedIdle[outcome], 0)
            : (Of(outcome, isWorking), _pending.Jailed(queue));
    }

    /// <summary>Gets by how many epochs the rest of a jail may be longer than the shortest, when no fault was among the last verdicts.</summary>
    public int Slack => Math.Max(0, _pending.Delay - 1);
}
