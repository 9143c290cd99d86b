using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>What one epoch came to.</summary>
internal readonly record struct EpochFigures(int Epoch, int Asked, int Found, int Verdicts, decimal Treasury, decimal StakeOfHonest, decimal StakeOfCheats)
{
    public static EpochFigures Of(int epoch, EpochSettlement settled, Population people, int asked, int found, int verdicts)
    {
        return new EpochFigures(epoch, asked, found, verdicts, (decimal)settled.After.Treasury.Units, Mean(provider => provider.Kind == ProviderKind.Honest), Mean(provider => provider.Cheats));

        decimal Mean(Func<Provider, bool> who) => people.Providers.Where(who).Average(provider => (decimal)settled.After.StateOf(provider.Name).Stake.Bonded.Units);
    }
}
