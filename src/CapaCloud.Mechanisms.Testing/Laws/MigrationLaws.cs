using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of changing windows: over each pair of old and new lengths no stake escapes, nobody is charged twice, nothing is forgotten that is owed, and nothing throws.</summary>
/// <remarks>
/// <code>a fault of epoch f brought in epoch e is charged exactly when e - f is less than the liability window that was in force in f</code>
/// Drawn: two to four policies that differ in every window (liability, unbonding, appeal, repetition, correlation, jail, review, grace, ruling), when they change, three faults that are brought
/// late and again in every later epoch, when the participants leave, and a job. Each history is played for 110 epochs by the mechanism itself.
/// </remarks>
public static class MigrationLaws
{
    /// <summary>Returns the laws that a migration must keep.</summary>
    /// <param name="migrate">Brings a state under a mechanism from another policy; <see cref="Mechanism"/>'s own when left out.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(Func<Mechanism, NetworkState, MechanismPolicy, Migration>? migrate = null)
    {
        Func<Mechanism, NetworkState, MechanismPolicy, Migration> act = migrate ?? (static (mechanism, state, policy) => mechanism.Migrate(state, policy));
        Amount tenth = WindowSet.Deposit.Multiply(Proportion.Percent(10), Rounding.Down);
        return
        [
            Of(act, "no-escape", "a fault that is brought in its window is charged in full, whoever left and whatever changed in between", (history, run) => EachPerson(person =>
                !history.IsCharged(person) || (person < 2 ? run.Slashed[person] == tenth : !run.Slashed[person].IsZero))),
            Of(act, "charged-once", "however often a fault is brought, it costs what it costs once", (_, run) => EachPerson(person =>
                run.Charges[person] <= 1 && (person >= 2 || run.Slashed[person] <= tenth))),
            Of(act, "no-revival", "a fault whose window has passed costs nothing, however long the new one is", (history, run) => EachPerson(person =>
                history.IsCharged(person) || run.Slashed[person].IsZero)),
            Of(act, "stake-comes-back", "who leaves gets everything that was not taken", (_, run) => EachPerson(person =>
                run.Gone[person] >= 0 && run.Withdrawn[person] + run.Slashed[person] == WindowSet.Deposit)),
            Of(act, "release-kept", "stake leaves when it was promised, or when the last fault of its time can no longer be charged, or after the longest liability window", (history, run) => EachPerson(person =>
                history.Delays[person] < 30 || (run.Gone[person] >= 0 && run.Gone[person] <= LatestRelease(history, person)))),
            Of(act, "consistent", "a migration moves no money, and every state is consistent", (_, run) => run.IsConsistent),
            Of(act, "jobs-end", "a job ends once, and all that was reserved for it is paid out or given back", (_, run) =>
                run.Jobs.Count == 1 && run.Money.Reserved.IsZero && run.Jobs[0].ToProvider + run.Jobs[0].Fee + run.Jobs[0].ToRequester >= WindowSet.Price
                && run.Money.Free + run.Jobs[0].ToProvider + run.Jobs[0].Fee == Amount.Of(1_000)),
        ];
    }

    private static Law Of(
        Func<Mechanism, NetworkState, MechanismPolicy, Migration> migrate, string name, string statement, Func<WindowHistory, WindowRun, bool> holds) =>
        Law.Of(name, statement, WindowHistory.Drawn, history => holds(history, new WindowRun(history, migrate)));

    private static bool EachPerson(Func<int, bool> holds) => Enumerable.Range(0, WindowHistory.People).All(holds);

    private static int LatestRelease(WindowHistory history, int person)
    {
        int leaves = history.Faults[person] + history.Leaves[person];
        int promised = leaves + (int)history.OfAct(leaves).Release;
        // Where a window grew, stake that was leaving may wait as long as the longest one.
        int longest = history.Windows.Length > 1 ? leaves + history.Windows.Max(static windows => windows.Liability) : 0;
        return Math.Max(Math.Max(promised, longest), Enumerable.Range(0, leaves + 1).Max(fault => fault + history.OfFault(fault).Liability));
    }
}
