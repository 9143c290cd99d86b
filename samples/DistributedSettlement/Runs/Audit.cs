using System.Collections.Immutable;
using System.Security.Cryptography;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>Compares what lies in the store with what one process comes to: nothing lost, nobody paid twice.</summary>
internal sealed record Audit
{
    /// <summary>Gets the hash of the state that the partitions hold together.</summary>
    public required string Hash { get; init; }

    /// <summary>Gets the hash of the state that one process comes to.</summary>
    public required string WholeHash { get; init; }

    /// <summary>Gets how many postings are stored.</summary>
    public required int Postings { get; init; }

    /// <summary>Gets how many postings one process makes.</summary>
    public required int WholePostings { get; init; }

    /// <summary>Gets a value indicating whether they are the same ones, each as often.</summary>
    public required bool ArePostingsEqual { get; init; }

    /// <summary>Gets where the money is by the stored postings alone.</summary>
    public required Books ByPostings { get; init; }

    /// <summary>Gets where the money is by the state.</summary>
    public required Books ByState { get; init; }

    /// <summary>Gets a value indicating whether everything agrees.</summary>
    public bool Holds => Hash == WholeHash && ArePostingsEqual && ByPostings == ByState && ByPostings.Difference.IsZero;

    /// <summary>Reads the store and compares.</summary>
    public static async Task<Audit> Of(IEpochStore store, Network network, int epochs, WholeRun whole)
    {
        NetworkState state = await StateOf(store, network, epochs);
        List<Posting> postings = await store.ReadPostings();
        return new Audit
        {
            Hash = HashOf(state),
            WholeHash = HashOf(whole.State),
            Postings = postings.Count,
            WholePostings = whole.Postings.Count,
            ArePostingsEqual = postings.CountBy(static posting => posting).ToHashSet().SetEquals(whole.Postings.CountBy(static posting => posting)),
            ByPostings = postings.OrderBy(static posting => posting.From.IsHeld).ThenByDescending(static posting => posting.To == LedgerAccount.RewardPool).Aggregate(default(Books), static (books, posting) => books.With(posting)),
            ByState = state.Books,
        };
    }

    /// <summary>Puts the network's part and the partitions' parts together.</summary>
    private static async Task<NetworkState> StateOf(IEpochStore store, Network network, int epochs)
    {
        ImmutableArray<StepResult> merged = await store.ReadMerged(epochs);
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>(network.Participants);
        for (int partition = 0; partition < network.Partitions; partition++)
        {
            participants.AddRange(await store.ReadPart(epochs, partition));
        }

        return Json.Read<NetworkState>(merged.First(static result => result.Step == EpochStep.Open).Json) with { Participants = participants.DrainToImmutable() };
    }

    /// <summary>The hash of the compact form, which each state has one of.</summary>
    private static string HashOf(NetworkState state) => Convert.ToHexStringLower(SHA256.HashData(StateBinary.Write(state)));
}
