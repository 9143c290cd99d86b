namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>
/// The source that is compiled into the mutated core in the place of Stryker's own switch. Stryker's reads a memory-mapped file in each check and keeps the
/// mutants that were seen in a list; this one compares two numbers, marks what was seen in an array, and ends code that a mutant keeps running for ever.
/// </summary>
internal static class MutantSwitch
{
    public const string TypeName = "MutantControl";

    public static string Source(string containingNamespace) => $$"""
        namespace {{containingNamespace}}
        {
            public static class MutantControl
            {
                public static int Active = int.Parse(System.Environment.GetEnvironmentVariable("MUTANT") ?? "-1", System.Globalization.CultureInfo.InvariantCulture);
                public static byte[]? Seen;
                public static long Checks;
                public static long MostChecks = long.MaxValue;

                public static bool IsActive(int id)
                {
                    unchecked
                    {
                        if (++Checks > MostChecks)
                        {
                            throw new System.TimeoutException("More checks than allowed: the mutant runs for ever.");
                        }
                    }

                    byte[]? seen = Seen;
                    if (seen is not null)
                    {
                        seen[id] |= MutantContext.InStatic() ? (byte)3 : (byte)1;
                    }

                    return id == Active;
                }
            }
        }
        """;
}
