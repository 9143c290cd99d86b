namespace CapaCloud.Mechanisms.Samples.MarketplaceService;

/// <summary>What stands on the command line.</summary>
internal sealed record CommandLine(bool IsHelp, bool IsDemo, IReadOnlyList<string> Settings)
{
    public const string Help = """
        Hosts the loop of a compute marketplace: takes in what happened, settles epochs, pays, explains.

        Usage: MarketplaceService [options] [--Section:Name VALUE ...]

          --demo           try it: eight nodes, an epoch of ten seconds, made-up work, keys that are printed at the start
          --adopt-policy   start under a policy that differs from the stored one, and migrate the state
          --urls URL       where to listen; the default is http://localhost:5000
          --help           this text

        Any setting of appsettings.json may be given, such as --Marketplace:EpochLength 01:00:00 or
        --ConnectionStrings:Postgres "Host=localhost;Database=marketplace". Without PostgreSQL an embedded database is used.

        Exit codes: 0 stopped, 1 failed, 2 the settings are not valid, 3 the store belongs to another policy.
        """;

    public static CommandLine Parse(string[] arguments)
    {
        List<string> settings = [];
        (bool isHelp, bool isDemo) = (false, false);
        foreach (string argument in arguments)
        {
            switch (argument)
            {
                case "--help" or "-h" or "-?":
                    isHelp = true;
                    break;
                case "--demo":
                    isDemo = true;
                    break;
                case "--adopt-policy":
                    settings.Add("--Marketplace:AdoptPolicy=true");
                    break;
                default:
                    settings.Add(argument);
                    break;
            }
        }

        return new CommandLine(isHelp, isDemo, settings);
    }
}
