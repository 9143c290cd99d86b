namespace CapaCloud.Mechanisms.Samples.Quickstart;

/// <summary>How a provider of the sample behaves.</summary>
internal enum Conduct
{
    Honest,
    Lazy,
    Cheating,
}

/// <summary>A provider of the sample: a name and a habit.</summary>
internal sealed record Provider(ParticipantId Name, Conduct Conduct)
{
    /// <summary>Gets how many of a hundred probes it answers.</summary>
    public int Uptime(Random chance) => Conduct == Conduct.Lazy ? chance.Next(55, 90) : chance.Next(96, 101);

    /// <summary>Tells whether it returns a made-up result for a task instead of doing the work.</summary>
    public bool Fakes(Random chance) => Conduct == Conduct.Cheating && chance.Next(100) < 40;
}
