namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>What to do in each of the first epochs; honest work on all jobs afterwards.</summary>
/// <param name="Work">How many jobs to take, epoch by epoch.</param>
/// <param name="Cheat">On how many of them to cheat.</param>
/// <param name="Renames">Whether to take a new name after every verdict, instead of waiting and topping up.</param>
/// <param name="Bonds">How many bonds to hold.</param>
internal sealed record AdversaryPlan(long[] Work, long[] Cheat, bool Renames = false, int Bonds = 1)
{
    public override string ToString() => $"work {string.Join(',', Work)} cheat {string.Join(',', Cheat)}{(Renames ? " new names" : string.Empty)} bonds {Bonds}";
}
