using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Bittensor;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>Epochs of Bittensor's Yuma consensus: the third version from zero bonds, and the original one with its 16-bit bonds.</summary>
internal sealed class YumaEpochSuite : ConformanceSuite
{
    /// <summary>Weights and stakes count with 9 digits after the point.</summary>
    private const decimal Digits = 1_000_000_000;

    public override string File => "verification/yuma3-epochs.json";

    public override string OperationOf(VectorCase item) =>
        Figures.Has(item, "weightsSchedule") ? "reset" : Figures.Has(item, "weightsPerEpoch") ? "epochs" : "original";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "epochs" => Epochs(item),
        "reset" => Reset(item),
        _ => Original(item),
    };

    private static YumaConsensus Settings(VectorCase item)
    {
        bool isThird = item.Input("yuma3") == "true";
        string[] kappa = item.Input("kappa").Split('/');
        YumaConsensus settings = new()
        {
            Kappa = Proportion.FromQuotient(UInt128.Parse(kappa[0], null), UInt128.Parse(kappa[1], null), Rounding.Down),
            Version = isThird ? YumaVersion.Third : YumaVersion.Original,
            BondsPenalty = Figures.Proportion(item.Inputs, "bondsPenalty"),
        };
        if (!isThird)
        {
            return settings with { BondsRate = Figures.Proportion(item.Inputs, "emaAlpha") };
        }

        LiquidAlpha liquid = new(
            Figures.Proportion(item.Inputs, "alphaLow"),
            Figures.Proportion(item.Inputs, "alphaHigh"),
            Figures.Ratio(Figures.Number(item.Inputs, "alphaSigmoidSteepness")));
        return settings with
        {
            LiquidAlpha = item.Input("liquidAlpha") == "true" ? liquid : null,
            BondsRate = item.Has("bondsMovingAverage") ? Figures.Proportion(item.Inputs, "bondsMovingAverage").Complement : settings.BondsRate,
        };
    }

    private static Amount[] Stakes(VectorCase item) =>
        [.. item.Inputs.GetProperty("validatorStakes").EnumerateArray().Select(stake => Amount.Of((UInt128)(Figures.Number(stake) * Digits)))];

    private static ulong[] Weights(VectorValue rows) =>
        [.. rows.EnumerateArray().SelectMany(Figures.Numbers).Select(weight => (ulong)(weight * Digits))];

    /// <summary>The bonds before the first epoch: none, or a list for each validator.</summary>
    private static Proportion[] Bonds(VectorCase item, int servers)
    {
        VectorValue initial = item.Inputs.GetProperty("initialBonds");
        return initial.ValueKind == JsonValueKind.Array
            ? [.. initial.EnumerateArray().SelectMany(Figures.Numbers).Select(Figures.Proportion)]
            : initial.Text() == "all zero" ? new Proportion[Stakes(item).Length * servers] : throw new KeyNotFoundException($"initial bonds '{initial}'");
    }

    private static CaseOutcome Epochs(VectorCase item)
    {
        Proportion[] bonds = Bonds(item, item.Inputs.GetProperty("servers").GetInt32());
        List<CaseOutcome> outcomes = [];
        foreach ((VectorValue weights, int epoch) in item.Inputs.GetProperty("weightsPerEpoch").EnumerateArray().Select((rows, epoch) => (rows, epoch)))
        {
            YumaOutcome round = Settings(item).Run(new YumaRound(Stakes(item), Weights(weights), bonds));
            bonds = [.. round.Bonds];
            outcomes.Add(Compare(item, round, item.Expected.GetProperty("bondsPerEpoch")[epoch], item.Expected.GetProperty("dividendsPerEpoch")[epoch]));
        }

        return Figures.All(outcomes);
    }

    private static CaseOutcome Reset(VectorCase item)
    {
        int servers = item.Inputs.GetProperty("servers").GetInt32();
        Proportion[] bonds = Bonds(item, servers);
        VectorValue resets = item.Inputs.GetProperty("resetBondsOfServerBeforeEpoch");
        List<CaseOutcome> outcomes = [];
        foreach (VectorValue phase in item.Inputs.GetProperty("weightsSchedule").EnumerateArray())
        {
            for (int epoch = phase.GetProperty("epochs")[0].GetInt32(); epoch <= phase.GetProperty("epochs")[1].GetInt32(); epoch++)
            {
                string name = epoch.ToString(CultureInfo.InvariantCulture);
                if (resets.TryGetProperty(name, out VectorValue server))
                {
                    bonds = [.. bonds.Select((bond, pair) => pair % servers == server.GetInt32() ? Proportion.Zero : bond)];
                }

                YumaOutcome round = Settings(item).Run(new YumaRound(Stakes(item), Weights(phase.GetProperty("weights")), bonds));
                bonds = [.. round.Bonds];
                if (item.Expected.GetProperty("bondsAtEpoch").TryGetProperty(name, out VectorValue published))
                {
                    outcomes.Add(Compare(item, round, published, item.Expected.GetProperty("dividendsAtEpoch").GetProperty(name)));
                }
            }
        }

        return Figures.All(outcomes);
    }

    private static CaseOutcome Compare(VectorCase item, YumaOutcome round, VectorValue bonds, VectorValue dividends) => Figures.All(
        Figures.Compare(bonds.EnumerateArray().SelectMany(Figures.Numbers), round.Bonds.Select(Figures.Value), Figures.Tolerance(item)),
        Figures.Compare(Figures.Numbers(dividends), round.Dividends.Select(Figures.Value), Figures.Tolerance(item)));

    private static CaseOutcome Original(VectorCase item)
    {
        if (item.Input("bondStorage") != "u16, column max-upscaled, truncated")
        {
            return new CaseOutcome.NotCovered($"bonds stored as '{item.Input("bondStorage")}'");
        }

        YumaConsensus settings = Settings(item);
        int servers = item.Inputs.GetProperty("servers").GetInt32();
        Amount[] stakes = Stakes(item);
        ulong[] weights = new ulong[stakes.Length * servers];
        ushort[] stored = new ushort[weights.Length];
        List<CaseOutcome> outcomes = [];
        foreach ((VectorValue update, int epoch) in item.Inputs.GetProperty("weightUpdatesPerEpoch").EnumerateArray().Select((rows, epoch) => (rows, epoch)))
        {
            foreach (VectorProperty row in update.EnumerateObject())
            {
                ulong[] given = [.. row.Value.EnumerateArray().Select(weight => weight.GetUInt64())];
                given.CopyTo(weights, int.Parse(row.Name, CultureInfo.InvariantCulture) * servers);
            }

            YumaOutcome round = settings.Run(new YumaRound(stakes, weights, BittensorYuma.Restore(stored).AsSpan()));
            stored = [.. BittensorYuma.Store(round.Bonds.AsSpan(), servers)];
            VectorValue column = item.Expected.GetProperty("bondsColumnPerEpoch")[epoch];
            int server = column.GetProperty("server").GetInt32();
            outcomes.Add(Figures.Compare(
                Figures.Numbers(column.GetProperty("bonds")),
                Enumerable.Range(0, stakes.Length).Select(validator => (decimal)stored[(validator * servers) + server]),
                Figures.Tolerance(item, "bondsU16")));
            outcomes.Add(Figures.Compare(
                Figures.Numbers(item.Expected.GetProperty("dividendsPerEpoch")[epoch]), round.Dividends.Select(Figures.Value), Figures.Tolerance(item, "dividends")));
        }

        return Figures.All(outcomes);
    }
}
