using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// The laws of changing windows, prices and rules of jobs: over each pair of old and new ones no stake escapes, nobody is charged twice or by a price that came later, nothing is
/// forgotten that is owed, no promise is broken, and nothing throws.
/// </summary>
/// <remarks>
/// <code>
/// a fault of epoch f brought in epoch e is charged exactly when e - f is less than the liability window that was in force in f, and costs what it cost in f, with the faults of others counted as in f
/// a job that was awarded in epoch a ends when and as the rules of jobs of epoch a say
/// </code>
/// Drawn: two to four policies that differ in every window (liability, unbonding, appeal, repetition, correlation, jail, review, grace, ruling), in their prices and in what the faults of others do to them (a correlation, a circuit breaker), with an offence that costs nothing in a third of them, back to the first one in a third of the histories, when they change, three
/// faults that are brought late and again in every later epoch, a crowd that is at fault with the third, when the participants leave, and a job. Half of the faults lie next to a change, and half are brought at the very end of their
/// window. Each history is played for 110 epochs by the mechanism itself.
/// </remarks>
public static class MigrationLaws
{
    /// <summary>Returns the laws that a migration must keep.</summary>
    /// <param name="migrate">Brings a state under a mechanism from another policy; <see cref="Mechanism"/>'s own when left out.</param>
    /// <param name="settle">Settles an epoch; <see cref="Mechanism"/>'s own when left out.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(
        Func<Mechanism, NetworkState, MechanismPolicy, Migration>? migrate = null, Func<Mechanism, NetworkState, EpochReport, EpochSettlement>? settle = null)
    {
        Func<Mechanism, NetworkState, MechanismPolicy, Migration> act = migrate ?? (static (mechanism, state, policy) => mechanism.Migrate(state, policy));
        Func<Mechanism, NetworkState, EpochReport, EpochSettlement> epoch = settle ?? (static (mechanism, state, report) => mechanism.Settle(state, report));
        return
        [
            Of(act, epoch, "no-escape", "a fault that is brought in its window is charged, whoever left and whatever changed in between", (history, run) => EachPerson(person =>
                !history.IsCharged(person) || run.Slashed[person] >= history.PriceOf(person, run.StakeAt(history.Faults[person]))) && run.CrowdSlashed >= history.PriceOfCrowd(run.StakeAt(history.Crowd))),
            Of(act, epoch, "price-kept", "a fault costs what it cost in its own epoch, also by what others did, whatever the price and the counting of others became", (history, run) => EachPerson(person =>
                run.Slashed[person].IsZero || run.Slashed[person] == history.PriceOf(person, run.StakeAt(history.Faults[person])))
                && (run.CrowdSlashed.IsZero || run.CrowdSlashed == history.PriceOfCrowd(run.StakeAt(history.Crowd)))),
            Of(act, epoch, "there-and-back", "a change that is taken back in its own epoch changes nothing", (_, run) => run.IsReversible),
            Of(act, epoch, "charged-once", "however often a fault is brought, it costs what it costs once", (_, run) => EachPerson(person => run.Charges[person] <= 1)),
            Of(act, epoch, "no-revival", "a fault whose window has passed costs nothing, however long the new one is", (history, run) => EachPerson(person =>
                history.IsCharged(person) || run.Slashed[person].IsZero)),
            Of(act, epoch, "stake-comes-back", "who leaves gets everything that was not taken", (_, run) => EachPerson(person =>
                (run.Gone[person] >= 0 || run.Slashed[person] == WindowSet.Deposit) && run.Withdrawn[person] + run.Slashed[person] == WindowSet.Deposit)),
            Of(act, epoch, "release-kept", "stake leaves when it was promised, or when the last fault of its time can no longer be charged", (history, run) => EachPerson(person =>
                history.Delays[person] < 30 || run.Slashed[person] == WindowSet.Deposit || (run.Gone[person] >= 0 && run.Gone[person] <= LatestRelease(history, person)))),
            Of(act, epoch, "consistent", "a migration moves no money, and every state is consistent", (_, run) => run.IsConsistent),
            Of(act, epoch, "jobs-end", "a job ends once, and all that was reserved for it is paid out or given back", (_, run) =>
                run.Jobs.Count == 1 && run.Money.Reserved.IsZero && run.Jobs[0].ToProvider + run.Jobs[0].Fee + run.Jobs[0].ToRequester >= WindowSet.JobPrice
                && run.Money.Free + run.Jobs[0].ToProvider + run.Jobs[0].Fee == Amount.Of(1_000)),
            Of(act, epoch, "terms-kept", "a job in flight ends when and as the rules say that it was awarded under", (history, run) =>
                run.Jobs.Count == 1 && (run.Jobs[0].Ending, run.JobEnded) == (history.JobAsAwarded.Ending, history.JobAsAwarded.Epoch)
                && (history.Delivery > WindowHistory.Deadline || run.Jobs[0].ToProvider + run.Jobs[0].Fee == history.JobAsAwarded.Earned)),
        ];
    }

    private static Law Of(
        Func<Mechanism, NetworkState, MechanismPolicy, Migration> migrate,
        Func<Mechanism, NetworkState, EpochReport, EpochSettlement> settle,
        string name,
        string statement,
        Func<WindowHistory, WindowRun, bool> holds) =>
        Law.Of(name, statement, WindowHistory.Drawn, history => holds(history, new WindowRun(history, migrate, settle)));

    private static bool EachPerson(Func<int, bool> holds) => Enumerable.Range(0, WindowHistory.People).All(holds);

    private static int LatestRelease(WindowHistory history, int person)
    {
        int leaves = history.Faults[person] + history.Leaves[person];
        int promised = leaves + (int)history.OfAct(leaves).Release;
        return Math.Max(promised, Enumerable.Range(0, leaves + 1).Max(fault => fault + history.OfFault(fault).Liability));
    }
}
