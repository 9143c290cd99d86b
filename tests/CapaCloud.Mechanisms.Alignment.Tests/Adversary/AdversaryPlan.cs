namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>What to do in each of the first epochs; honest work on all jobs afterwards, or leaving.</summary>
/// <param name="Work">How many jobs to take, epoch by epoch.</param>
/// <param name="Cheat">On how many of them to cheat.</param>
/// <param name="Renames">Whether to take a new name after every verdict, instead of waiting and topping up.</param>
/// <param name="Bonds">How many bonds to hold.</param>
/// <param name="StopsWhenFound">Whether to work honestly from the first verdict on.</param>
/// <param name="Reports">Whether an accomplice reports whatever is found, and shares the bounty.</param>
/// <param name="Appeals">Whether to appeal on the last day.</param>
/// <param name="Leaves">Whether to unbond everything after the last planned epoch and take the outside option.</param>
/// <param name="LeavesWhenFound">Whether to do so after the first verdict; only where verdicts come at once.</param>
internal sealed record AdversaryPlan(
    long[] Work, long[] Cheat, bool Renames = false, int Bonds = 1, bool StopsWhenFound = false, bool Reports = false, bool Appeals = false, bool Leaves = false, bool LeavesWhenFound = false)
{
    public override string ToString() =>
        $"work {string.Join(',', Work)} cheat {string.Join(',', Cheat)}{(Renames ? " new names" : string.Empty)}{(StopsWhenFound ? " until found" : string.Empty)}"
        + $"{(Reports ? " reported by a friend" : string.Empty)}{(Appeals ? " appealed" : string.Empty)}{(Leaves ? " then leave" : string.Empty)}{(LeavesWhenFound ? " leave when found" : string.Empty)} bonds {Bonds}";
}
