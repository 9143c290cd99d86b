namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>What a provider does with its jobs, and with the checks that it is drawn for.</summary>
internal enum ProviderKind
{
    /// <summary>Works, delivers in time, and does the work again where it is to check.</summary>
    Honest,

    /// <summary>Answers part of its jobs without working.</summary>
    Cheat,

    /// <summary>Delivers part of its jobs too late.</summary>
    Late,

    /// <summary>Never delivers part of its jobs.</summary>
    Absent,

    /// <summary>Cheats like a cheat, and as a checker vouches for its fellows without looking.</summary>
    Colluder,

    /// <summary>Works honestly, and never answers as a checker: it saves the work.</summary>
    Silent,
}
