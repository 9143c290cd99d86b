using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>How far an epoch has come. It follows from what was merged so far, so every machine can make it from the stored results.</summary>
internal sealed class EpochProgress
{
    private readonly Mechanism _mechanism;
    private readonly EpochReport _public;

    private EpochProgress(Mechanism mechanism, EpochReport @public, ImmutableArray<StepResult> results)
    {
        (_mechanism, _public, Results) = (mechanism, @public, results);
    }

    /// <summary>Gets everything that was merged so far.</summary>
    public ImmutableArray<StepResult> Results { get; }

    /// <summary>Gets the network's state before the epoch, without participants.</summary>
    public NetworkState Before => Read<NetworkState>(EpochStep.Open);

    /// <summary>Gets the network's batch.</summary>
    public CaseBatch Batch => Read<CaseBatch>(EpochStep.Batch);

    /// <summary>Gets the merged closing.</summary>
    public EpochClosing Closing => Read<EpochClosing>(EpochStep.Settle);

    /// <summary>Gets who is still asked for; null when nobody was.</summary>
    public AskedNames? Asked => Has(EpochStep.Ask) ? Read<AskedNames>(EpochStep.Ask) : null;

    /// <summary>Gets the network's state after the epoch, without participants.</summary>
    public NetworkState After => Read<NetworkState>(EpochStep.Network);

    /// <summary>Gets what everybody's faults mean for each.</summary>
    public FaultClimate Climate => field ??= _mechanism.Climate(Before, Batch, Read<FaultTotals>(EpochStep.Tally));

    /// <summary>Gets what every participant faces alike.</summary>
    public EpochTerms Terms => field ??= _mechanism.Terms(Before, Climate, Read<EpochTotals>(EpochStep.Assess), _public.Payments, _public.CommitmentRoot);

    /// <summary>Gets the search for the last units of the pool, as far as it has come.</summary>
    public RemainderSearch? Search => field ??= Answers().Aggregate(_mechanism.SearchRemainders(Terms, _public.Beacon), static (search, answer) => search!.Next(answer));

    /// <summary>Gets the question that is next, or null when the epoch is over.</summary>
    public (EpochStep Step, int Round)? Next =>
        !Has(EpochStep.Open) ? (EpochStep.Open, 0)
        : !Has(EpochStep.Batch) ? (EpochStep.Batch, 0)
        : !Has(EpochStep.Tally) ? (EpochStep.Tally, 0)
        : !Has(EpochStep.Assess) ? (EpochStep.Assess, 0)
        : Search is { IsDone: false } ? (EpochStep.Remainders, Answers().Count())
        : !Has(EpochStep.Settle) ? (EpochStep.Settle, 0)
        : !Has(EpochStep.Ask) && !Closing.Leaving.IsEmpty ? (EpochStep.Ask, 0)
        : !Has(EpochStep.Network) ? (EpochStep.Network, 0)
        : !Has(EpochStep.Close) ? (EpochStep.Close, 0)
        : null;

    /// <summary>Makes the progress of an epoch from what is stored of it.</summary>
    public static EpochProgress Of(Mechanism mechanism, Network network, long epoch, IEnumerable<StepResult> results) =>
        new(mechanism, network.ReportOf(Epoch.Of((ulong)epoch), 0..0), [.. results]);

    /// <summary>Returns the progress with one more result.</summary>
    public EpochProgress With(StepResult result) => new(_mechanism, _public, Results.Add(result));

    private bool Has(EpochStep step) => Results.Any(result => result.Step == step);

    private T Read<T>(EpochStep step) => Json.Read<T>(Results.First(result => result.Step == step).Json);

    private IEnumerable<RemainderCounts> Answers() =>
        Results.Where(static result => result.Step == EpochStep.Remainders).OrderBy(static result => result.Round).Select(static result => Json.Read<RemainderCounts>(result.Json));
}
