using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

/// <summary>What a delegator does before a fault of the first validator comes out, such as <c>delegate(evil) -> undelegate(evil)</c>.</summary>
internal static class EvasionPath
{
    private const string Moves = "delegate, redelegate or undelegate";

    /// <summary>Walks the path, a step an epoch, slashes the first validator for the first epoch, and returns what is left.</summary>
    public static Amount After(string path, Amount stake, Proportion fraction)
    {
        StakingRules rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };
        StakeAccount account = StakeAccount.Open(ParticipantId.Of("delegator"));
        Epoch epoch = Epoch.Zero;
        (string? first, string? last) = (null, null);
        foreach (string step in path.Split("->", StringSplitOptions.TrimEntries))
        {
            string[] words = step.TrimEnd(')').Split('(');
            string to = words[1];
            epoch += EpochSpan.Of(1);
            account = words[0] switch
            {
                "delegate" => account.Deposit(stake, ParticipantId.Of(to), epoch, rules).Account,
                "redelegate" => account.Redelegate(stake, ParticipantId.Of(last!), ParticipantId.Of(to), epoch, rules).Account,
                "undelegate" => account.Unbond(stake, ParticipantId.Of(to), epoch, rules).Account,
                string other => throw new FormatException($"'{other}' is not {Moves}."),
            };
            (first, last) = (first ?? to, to);
        }

        return account.Slash(ParticipantId.Of(first!), Epoch.Of(1), fraction, epoch + EpochSpan.Of(1), rules).Account.Total;
    }
}
