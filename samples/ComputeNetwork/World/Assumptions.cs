namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>Every figure that is assumed. Nothing else in the sample is made up but the order of chance, which follows from a seed.</summary>
internal static class Assumptions
{
    public const int Epochs = 60;

    public const int Providers = 1_000;

    public const int Requesters = 100;

    public const int Delegators = 300;

    /// <summary>Jobs that are asked for in an epoch, where no trace says it.</summary>
    public const int UsualDemand = 1_500;

    public const ulong OwnStake = 50_000;

    public const ulong Delegation = 20_000;

    public const ulong RequesterMoney = 40_000;

    /// <summary>What the pool of an epoch holds for each provider, for being there.</summary>
    public const ulong IssuedPerProvider = 20;

    /// <summary>What a checker is paid for a check that was right.</summary>
    public const ulong CheckPay = 200;

    public static readonly WorkKind Small = new("small", Cost: 60), Large = new("large", Cost: 180);

    /// <summary>A provider asks for what leaves it 5 % to 35 % above its cost once the fee of 10 % is paid.</summary>
    public static ulong Ask(WorkKind kind, double draw) => (ulong)Math.Ceiling(kind.Cost * (1.05 + (0.3 * draw)) / 0.9);

    /// <summary>A requester has a use of 1.5 to 2.5 times the cost for a right result, bids as much, and has none for a wrong one.</summary>
    public static ulong Worth(WorkKind kind, double draw) => (ulong)(kind.Cost * (1.5 + draw));

    /// <summary>Part of their jobs in which cheats answer without having worked.</summary>
    public const double CheatedPart = 0.3;

    /// <summary>Part of their jobs that late providers deliver an epoch too late, and absent ones never.</summary>
    public const double LatePart = 0.5, AbsentPart = 0.2;

    /// <summary>Part of the results that an honest requester looks at itself.</summary>
    public const double LookedAt = 0.2;

    /// <summary>Part of the awarded jobs that a requester who refuses to pay calls off.</summary>
    public const double CalledOffPart = 0.5;
}

/// <summary>A class of work, and what one job of it costs whoever does it or does it again.</summary>
internal sealed record WorkKind(string Name, ulong Cost);
