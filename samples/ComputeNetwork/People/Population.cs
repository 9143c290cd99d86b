namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>Who is there. Of every 100 providers 4 are cheats, 4 late, 2 absent, 9 colluders, 3 silent checkers; of every 20 requesters 2 dispute falsely and 2 refuse to pay.</summary>
internal sealed class Population
{
    private readonly Dictionary<ParticipantId, Provider> _providers;
    private readonly Dictionary<ParticipantId, Requester> _requesters;

    public Population(int providers, int requesters, int delegators)
    {
        Providers = [.. Enumerable.Range(0, providers).Select(number => new Provider(number, ParticipantId.Of($"provider-{number:D4}"), KindOf(number % 100)))];
        Requesters = [.. Enumerable.Range(0, requesters).Select(number => new Requester(ParticipantId.Of($"requester-{number:D3}"), (number % 20) switch
        {
            < 16 => RequesterKind.Honest,
            < 18 => RequesterKind.FalseDisputer,
            _ => RequesterKind.Refuser,
        }))];
        Delegators = [.. Enumerable.Range(0, delegators).Select(number => new Delegator(ParticipantId.Of($"delegator-{number:D3}"), Providers[number * 7 % providers]))];
        _providers = Providers.ToDictionary(provider => provider.Name);
        _requesters = Requesters.ToDictionary(requester => requester.Name);
    }

    public Provider[] Providers { get; }

    public Requester[] Requesters { get; }

    public Delegator[] Delegators { get; }

    public Provider Provider(ParticipantId name) => _providers[name];

    public Requester Requester(ParticipantId name) => _requesters[name];

    private static ProviderKind KindOf(int number) => number switch
    {
        < 78 => ProviderKind.Honest,
        < 82 => ProviderKind.Cheat,
        < 86 => ProviderKind.Late,
        < 88 => ProviderKind.Absent,
        < 97 => ProviderKind.Colluder,
        _ => ProviderKind.Silent,
    };
}

/// <summary>A provider, who is drawn as a checker as well, with what it came to in each role.</summary>
internal sealed record Provider(int Number, ParticipantId Name, ProviderKind Kind)
{
    public Account Work { get; } = new();

    public Account Checks { get; } = new();

    public bool Cheats => Kind is ProviderKind.Cheat or ProviderKind.Colluder;
}

/// <summary>A requester, with what its results were worth and what it paid for them.</summary>
internal sealed record Requester(ParticipantId Name, RequesterKind Kind)
{
    public Account Results { get; } = new();
}

/// <summary>A delegator and the operator whom it trusts.</summary>
internal sealed record Delegator(ParticipantId Name, Provider Operator)
{
    public Account Stake { get; } = new();
}

/// <summary>What one person got and gave in one role, in base units.</summary>
internal sealed class Account
{
    public decimal Got { get; set; }

    public decimal Cost { get; set; }

    public decimal Slashed { get; set; }

    public decimal Net => Got - Cost - Slashed;
}
