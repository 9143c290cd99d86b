using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>How the answers of the partitions become one, step by step. All of them are commutative and associative.</summary>
internal static class StepMerge
{
    /// <summary>Merges the answers to one question.</summary>
    public static byte[] Of(EpochStep step, IEnumerable<byte[]> answers) => step switch
    {
        EpochStep.Open => Fold<NetworkState>(answers, Opened),
        EpochStep.Batch => Fold<CaseBatch>(answers, CaseBatch.Merge),
        EpochStep.Tally => Fold<FaultTotals>(answers, FaultTotals.Merge),
        EpochStep.Assess => Fold<EpochTotals>(answers, EpochTotals.Merge),
        EpochStep.Remainders => Fold<RemainderCounts>(answers, RemainderCounts.Merge),
        EpochStep.Settle => Fold<EpochClosing>(answers, EpochClosing.Merge),
        EpochStep.Ask => Fold<AskedNames>(answers, AskedNames.Merge),
        EpochStep.Close => Json.Write(Amount.Zero),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing is merged in this step."),
    };

    /// <summary>A network that has just been opened holds deposits and nothing else.</summary>
    private static NetworkState Opened(NetworkState left, NetworkState right) =>
        left with { Books = left.Books with { In = left.Books.In + right.Books.In, Held = left.Books.Held + right.Books.Held } };

    private static byte[] Fold<T>(IEnumerable<byte[]> answers, Func<T, T, T> merge) => Json.Write(answers.Select(Json.Read<T>).Aggregate(merge));
}
