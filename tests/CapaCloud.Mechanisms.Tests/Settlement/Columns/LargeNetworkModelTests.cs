using System.Globalization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Tests.Settlement.Model;

namespace CapaCloud.Mechanisms.Tests.Settlement.Columns;

/// <summary>The scripts of the whole surface, with appeals, rulings, silence and changes of policy, in which each epoch is settled both ways. LARGE_SCRIPTS says how many.</summary>
public sealed class LargeNetworkModelTests
{
    private static readonly int Scripts = int.Parse(Environment.GetEnvironmentVariable("LARGE_SCRIPTS") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public void EachEpochOfAScript_isSettledAlike()
    {
        BothWays system = new();
        Law.Of("both-ways", "each epoch of a script is the same as a large network", ModelScripts.OfLength(80), script =>
            MechanismModel.Play(script, system) is { } complaint ? throw new InvalidOperationException(complaint) : true).Check(Scripts);
        Assert.True(system.Rested > 0 && system.Carried > 0, $"{system.Rested} rested, {system.Carried} networks carried on");
    }

    private sealed class BothWays : MechanismSystem
    {
        private NetworkState? _after;
        private LargeNetwork? _network;

        public int Rested { get; private set; }

        public int Carried { get; private set; }

        public override EpochSettlement? Settle(Mechanism mechanism, NetworkState state, EpochReport report, out string refusals)
        {
            EpochSettlement? settled = base.Settle(mechanism, state, report, out refusals);
            bool isCarried = _network is not null && state == _after;
            LargeNetwork network = isCarried ? _network! : LargeNetwork.Of(mechanism, state);
            LargeReport numbers = LargeReport.Of(network, report);
            bool isSettled = mechanism.TrySettle(network, numbers, out LargeSettlement? large, out _);
            Require(isSettled == settled is not null, $"the large network is settled: {isSettled}; {refusals}");
            if (settled is not null)
            {
                Require(large!.ToSettlement() with { Report = report } == settled, "the large network settles otherwise");
                Rested += network.Count - large.Awake;
                Carried += isCarried ? 1 : 0;
                (_after, _network) = (settled.After, large.After);
            }

            return settled;
        }

        private static void Require(bool holds, string complaint)
        {
            if (!holds)
            {
                throw new InvalidOperationException(complaint);
            }
        }
    }
}
