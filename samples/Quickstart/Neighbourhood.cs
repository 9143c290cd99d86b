using System.Globalization;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.Quickstart;

/// <summary>
/// The network the sample makes: two hundred providers with habits, and the world around the mechanism (chance, work, auditors). The
/// library has no random source of its own; this class is where the sample's dice are.
/// </summary>
internal sealed class Neighbourhood(Mechanism mechanism, int seed)
{
    public const int Epochs = 60;
    private const int TasksPerEpoch = 5;
    private static readonly Amount Deposit = Amount.Of(20_000_000);
    private static readonly Amount PaymentsPerEpoch = Amount.Of(50_000_000);

    private readonly Random _chance = new(seed);

    public IReadOnlyList<Provider> Providers { get; } =
    [
        .. Enumerable.Range(0, 200).Select(number => new Provider(
            ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"gpu-{number:000}")),
            number % 20 == 7 ? Conduct.Cheating : number % 10 == 3 ? Conduct.Lazy : Conduct.Honest)),
    ];

    public NetworkState Open() =>
        mechanism.Open(Epoch.Zero, Providers.Select(provider => KeyValuePair.Create(provider.Name, Deposit))).State;

    /// <summary>One turn of the loop: work is done, results are committed, the beacon draws the audits, auditors answer, the epoch is settled.</summary>
    public EpochSettlement Turn(NetworkState state)
    {
        HashSet<(ParticipantId, TaskId)> faked = [];
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        List<Commitment> commitments = [];
        List<ParticipantReport> reports = [];
        foreach (Provider provider in Providers.Where(provider => IsAtWork(state, provider)))
        {
            for (int number = 0; number < TasksPerEpoch; number++)
            {
                TaskId task = TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{provider.Name}/{state.Epoch}/{number}"));
                bool isFaked = provider.Fakes(_chance);
                commitments.Add(Commitment.Of(provider.Name, task, window, ResultOf(task, isFaked ? "made up" : "right"), ResultOf(task, "secret")));
                if (isFaked)
                {
                    faked.Add((provider.Name, task));
                }
            }

            int uptime = provider.Uptime(_chance);
            reports.Add(new ParticipantReport
            {
                Participant = provider.Name,
                Work = (ulong)(TasksPerEpoch * uptime),
                DutiesDue = 100,
                Missed = uptime == 100 ? [] : [new MissedDuties("no answer", (ulong)(100 - uptime))],
            });
        }

        // The policy says in which round of the beacon the epoch's commitments close; a later one, which nobody knew before, draws.
        Beacon beacon = new(window.DrawRound, Digest.Parse(Convert.ToHexString(NextBytes())));
        SelectedAudits selected = mechanism.SelectAudits(state, commitments, beacon);
        return mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Beacon = beacon,
            Payments = PaymentsPerEpoch,
            Participants = [.. reports],
            Verdicts = mechanism.Adjudicate(selected.Audits.Select(audit => Redo(audit, faked))),
        });
    }

    private bool IsAtWork(NetworkState state, Provider provider)
    {
        ParticipantState participant = state.StateOf(provider.Name);
        return participant.JailedUntil <= state.Epoch && participant.Stake.Bonded >= mechanism.Policy.Stake.MinimumBond;
    }

    /// <summary>Two other providers do the audited task again. An honest result is the same for everybody; a made-up one is not.</summary>
    private TaskAnswers Redo(AuditedResult audit, HashSet<(ParticipantId, TaskId)> faked)
    {
        Digest right = ResultOf(audit.Task, "right"), own = faked.Contains((audit.Participant, audit.Task)) ? ResultOf(audit.Task, "made up") : right;
        return audit.Answered([Answer.Of(audit.Participant, own), .. Auditors(audit.Participant).Select(auditor => Answer.Of(auditor, right))]);
    }

    private IEnumerable<ParticipantId> Auditors(ParticipantId audited)
    {
        Provider[] honest = [.. Providers.Where(provider => provider.Conduct == Conduct.Honest && provider.Name != audited)];
        int first = _chance.Next(honest.Length);
        return [honest[first].Name, honest[(first + 1 + _chance.Next(honest.Length - 1)) % honest.Length].Name];
    }

    private static Digest ResultOf(TaskId task, string text)
    {
        CanonicalEncoder encoder = new(new byte[256], "quickstart/result"u8);
        encoder.Append(task);
        encoder.Append(text);
        return encoder.Hash();
    }

    private byte[] NextBytes()
    {
        byte[] bytes = new byte[Digest.Size];
        _chance.NextBytes(bytes);
        return bytes;
    }
}
