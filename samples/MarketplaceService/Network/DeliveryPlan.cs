using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>
/// What a batch of deliveries comes to, before anything is written: the entries and postings to write, the network afterwards, and the answer for each sender. One
/// delivery that is refused changes nothing for the others.
/// </summary>
internal sealed class DeliveryPlan
{
    private readonly List<(Delivery Delivery, DeliveryAnswer? Answer, Exception? Refusal)> _answers = [];
    private readonly List<JournalEntry> _entries = [];
    private readonly List<StoredPosting> _postings = [];

    private readonly int _mostEntries;

    private DeliveryPlan(NetworkPosition position, int mostEntries) => (After, _mostEntries) = (position, mostEntries);

    public NetworkPosition After { get; private set; }

    public IReadOnlyList<JournalEntry> Entries => _entries;

    public IReadOnlyList<StoredPosting> Postings => _postings;

    public static DeliveryPlan Of(
        NetworkPosition position, IReadOnlyList<Delivery> deliveries, IReadOnlyDictionary<DeliveryKey, JournalEntry> known, DateTimeOffset now, int mostEntries)
    {
        DeliveryPlan plan = new(position, mostEntries);
        Dictionary<DeliveryKey, JournalEntry> seen = new(known);
        foreach (Delivery delivery in deliveries)
        {
            plan.Add(delivery, seen, now);
        }

        return plan;
    }

    /// <summary>Gives every sender its answer, once the plan is written. Returns the outcome of each, for the metrics.</summary>
    public IEnumerable<(Entry Entry, string Outcome)> Answer()
    {
        foreach ((Delivery delivery, DeliveryAnswer? answer, Exception? refusal) in _answers)
        {
            if (answer is not null)
            {
                delivery.Answer(answer);
            }
            else
            {
                delivery.Refuse(refusal!);
            }

            yield return (delivery.Entry, answer is null ? "refused" : answer.IsRepeated ? "repeated" : "accepted");
        }
    }

    private void Add(Delivery delivery, Dictionary<DeliveryKey, JournalEntry> seen, DateTimeOffset now)
    {
        if (seen.TryGetValue(delivery.Key, out JournalEntry? earlier))
        {
            bool isSame = EntryJson.Write(earlier.Entry) == EntryJson.Write(delivery.Entry);
            _answers.Add(isSame
                ? (delivery, new DeliveryAnswer(earlier.Number, earlier.Epoch, IsRepeated: true), null)
                : (delivery, null, RequestRefusedException.Conflict("Idempotency-Key", $"'{delivery.Key.Key}' was the key of entry {earlier.Number}, which says something else.")));
            return;
        }

        try
        {
            OpenNetwork network = After.Network;
            JournalEntry entry = new(After.LastEntry + 1, network.State.Epoch, delivery.Key.Sender, delivery.Key.Key, delivery.Entry, now);
            NetworkChange change = delivery.Entry.ApplyTo(network, entry.Number);
            EpochCapacity.Require(delivery.Entry, change.After, _mostEntries);
            long posting = After.LastPosting;
            ReceiptContext context = new(entry.Epoch, network.Mechanism.PolicyHash);
            _postings.AddRange(change.Postings.Select(moved => new StoredPosting(++posting, entry.Number, moved, context)));
            _entries.Add(entry);
            seen.Add(delivery.Key, entry);
            After = new NetworkPosition(change.After, entry.Number, posting);
            _answers.Add((delivery, new DeliveryAnswer(entry.Number, entry.Epoch, IsRepeated: false), null));
        }
        catch (Exception exception) when (ProblemAnswers.Read(exception) is { } refused)
        {
            _answers.Add((delivery, null, refused));
        }
    }
}
