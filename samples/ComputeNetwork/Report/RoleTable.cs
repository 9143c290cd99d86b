using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>What the members of a group got in one role, each, on average.</summary>
internal sealed record RoleRow(string Role, string Group, int People, decimal Got, decimal Cost, decimal Slashed, bool IsHonest)
{
    public decimal Net => Got - Cost - Slashed;
}

/// <summary>Who earned what, role by role, the honest first.</summary>
internal sealed class RoleTable
{
    private RoleTable(IReadOnlyList<RoleRow> rows) => Rows = rows;

    public IReadOnlyList<RoleRow> Rows { get; }

    /// <summary>Gets whether in each role the honest do better than everybody else.</summary>
    public bool HonestDoBest => Rows.GroupBy(row => row.Role).All(role => role.Where(row => !row.IsHonest).All(row => row.Net < role.Single(honest => honest.IsHonest).Net));

    public static RoleTable Of(Population people)
    {
        ProviderKind[] workers = [ProviderKind.Honest, ProviderKind.Cheat, ProviderKind.Late, ProviderKind.Absent, ProviderKind.Colluder];
        ProviderKind[] checkers = [ProviderKind.Honest, ProviderKind.Colluder, ProviderKind.Silent];
        List<RoleRow> rows =
        [
            .. workers.Select(kind => Row("provider", NameOf(kind), people.Providers.Where(provider => provider.Kind == kind).Select(provider => provider.Work), kind == ProviderKind.Honest)),
            .. checkers.Select(kind => Row("checker", NameOf(kind), people.Providers.Where(provider => provider.Kind == kind).Select(provider => provider.Checks), kind == ProviderKind.Honest)),
            .. Enum.GetValues<RequesterKind>().Select(kind => Row(
                "requester", NameOf(kind), people.Requesters.Where(requester => requester.Kind == kind).Select(requester => requester.Results), kind == RequesterKind.Honest)),
            Row("delegator", "behind the honest", people.Delegators.Where(delegator => delegator.Operator.Kind == ProviderKind.Honest).Select(delegator => delegator.Stake), true),
            Row("delegator", "behind the others", people.Delegators.Where(delegator => delegator.Operator.Kind != ProviderKind.Honest).Select(delegator => delegator.Stake), false),
        ];
        return new RoleTable(rows);
    }

    public static string Number(decimal value) => decimal.Round(value).ToString("N0", CultureInfo.InvariantCulture);

    private static RoleRow Row(string role, string group, IEnumerable<Account> accounts, bool isHonest)
    {
        Account[] all = [.. accounts];
        return new RoleRow(role, group, all.Length, all.Average(account => account.Got), all.Average(account => account.Cost), all.Average(account => account.Slashed), isHonest);
    }

    private static string NameOf(ProviderKind kind) => kind switch
    {
        ProviderKind.Honest => "honest",
        ProviderKind.Cheat => "cheats",
        ProviderKind.Late => "late",
        ProviderKind.Absent => "often absent",
        ProviderKind.Colluder => "colluders",
        ProviderKind.Silent => "silent",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string NameOf(RequesterKind kind) => kind switch
    {
        RequesterKind.Honest => "honest",
        RequesterKind.FalseDisputer => "dispute falsely",
        RequesterKind.Refuser => "refuse to pay",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
