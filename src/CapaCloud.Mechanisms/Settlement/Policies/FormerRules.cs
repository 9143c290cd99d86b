using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The rules that a state keeps of policies before this one: what faults of their time cost, and what was promised about jobs that are still open.</summary>
/// <remarks>A state carries them as text, so that it goes to a file and a hash without the names of anybody's rules; here they are read, each text once.</remarks>
internal sealed class FormerRules(MechanismPolicy policy, PolicyTypes types)
{
    private readonly ConcurrentDictionary<string, JobPolicy> _jobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Dictionary<Offence, OffencePolicy> Rules, EpochSpan? DearestInSpan)> _offences = new(StringComparer.Ordinal);

    /// <summary>Writes what binds jobs that are open; classes, fee and bond are fixed when a job is awarded.</summary>
    public static string TextOf(JobPolicy jobs, PolicyTypes types) =>
        Text(jobs with { Classes = [], Fee = Proportion.Zero, DisputeBond = Proportion.Zero }, TypeOf<JobPolicy>(types));

    /// <summary>Writes what faults cost, what the faults of others add to it, and for how long they can be appealed: an offence that is freed later has nobody else to say so.</summary>
    public static string TextOf(MechanismPolicy policy, PolicyTypes types) => policy.Penalty.DearestInSpan is { } span
        ? Text(new FormerPrices([.. policy.Offences.OrderBy(static offence => offence.Offence)], span), TypeOf<FormerPrices>(types))
        : TextOf(policy.Offences, types);

    /// <summary>Writes what excuses a missed duty: a list of causes, or an object where the policy says which duties count.</summary>
    public static string ExcusesOf(MechanismPolicy policy, PolicyTypes types)
    {
        ImmutableArray<string> causes = [.. policy.ExcusedCauses.Order(StringComparer.Ordinal)];
        return policy.Duties is null ? Text(causes, TypeOf<ImmutableArray<string>>(types)) : Text(new FormerExcuses { Causes = causes, Duties = policy.Duties }, TypeOf<FormerExcuses>(types));
    }

    /// <summary>Returns what excuses a missed duty of the current epoch, where the policy changed in it; null where the policy in force says so.</summary>
    public FormerExcuses? ExcusesIn(NetworkState state) =>
        state.FormerOffences is not [.., { Excuses: { } text } last] || last.Until != state.Epoch ? null
        : text.StartsWith('{') ? Read(text, TypeOf<FormerExcuses>(types))
        : new FormerExcuses { Causes = Read(text, TypeOf<ImmutableArray<string>>(types)) };

    /// <summary>Returns which duties of the current epoch count; all of them when null.</summary>
    public DutyPolicy? DutiesIn(NetworkState state) => ExcusesIn(state) is { } former ? former.Duties : policy.Duties;

    /// <summary>Writes what faults cost and nothing else: for how long they can be appealed is up to the policy in force.</summary>
    public static string PricesOf(IEnumerable<OffencePolicy> offences, PolicyTypes types) =>
        TextOf([.. offences.Select(static offence => offence with { AppealWindow = EpochSpan.Zero })], types);

    /// <summary>Returns the rules that a job is under.</summary>
    public JobPolicy JobsOf(in Job job) => job.Terms is null
        ? policy.Jobs ?? throw Unreadable($"The job '{job.Task}' is under the policy's rules of jobs, and the policy has none.", null)
        : JobsOf(job.Terms);

    /// <summary>Reads rules of jobs.</summary>
    public JobPolicy JobsOf(string text) => _jobs.GetOrAdd(text, item => Read(item, TypeOf<JobPolicy>(types)));

    /// <summary>Returns the rule by which a fault is priced: in its proceedings the policy's, in its price that of its own epoch.</summary>
    public OffencePolicy RuleOf(OffenceTable offences, Offence offence, ImmutableArray<FormerOffences> former, Epoch fault)
    {
        OffencePolicy current = offences.Prices(offence) ? offences.RuleOf(offence) : Free(offence, AppealWindowOf(offence, former));
        return PeriodOf(former, fault) is not { } text
            ? current
            : OffencesOf(text).TryGetValue(offence, out OffencePolicy? before)
                ? before with { AppealWindow = current.AppealWindow }
                : Free(offence, current.AppealWindow) with { RepetitionWindow = current.RepetitionWindow };
    }

    /// <summary>Tells whether an offence of an epoch cost anything then.</summary>
    public bool Prices(OffenceTable offences, Offence offence, ImmutableArray<FormerOffences> former, Epoch fault) =>
        PeriodOf(former, fault) is { } text ? OffencesOf(text).ContainsKey(offence) : offences.Prices(offence);

    /// <summary>Tells whether an offence costs something, or did in an epoch whose prices are kept.</summary>
    public bool Knows(OffenceTable offences, Offence offence, ImmutableArray<FormerOffences> former) =>
        offences.Prices(offence) || former.Any(period => OffencesOf(period.Rules).ContainsKey(offence));

    /// <summary>Returns for how long an offence could be appealed when it last had a price.</summary>
    public EpochSpan AppealWindowOf(Offence offence, ImmutableArray<FormerOffences> former)
    {
        for (int index = former.Length - 1; index >= 0; index--)
        {
            if (OffencesOf(former[index].Rules).TryGetValue(offence, out OffencePolicy? before))
            {
                return before.AppealWindow;
            }
        }

        return EpochSpan.Zero;
    }

    /// <summary>Reads what faults cost.</summary>
    public Dictionary<Offence, OffencePolicy> OffencesOf(string text) => PricesIn(text).Rules;

    /// <summary>Reads in which spans of epochs the dearest fault counted; null where every fault cost in full.</summary>
    public EpochSpan? DearestInSpanOf(string text) => PricesIn(text).DearestInSpan;

    /// <summary>Returns in which spans of epochs the dearest fault counts, and until when that was so where the policy changed after the fault.</summary>
    public (EpochSpan? Length, Epoch? Until) DearestInSpan(ImmutableArray<FormerOffences> former, Epoch fault)
    {
        foreach (FormerOffences period in former)
        {
            if (fault <= period.Until)
            {
                return (DearestInSpanOf(period.Rules), period.Until);
            }
        }

        return (policy.Penalty.DearestInSpan, null);
    }

    private (Dictionary<Offence, OffencePolicy> Rules, EpochSpan? DearestInSpan) PricesIn(string text) => _offences.GetOrAdd(text, item =>
    {
        FormerPrices? combined = item.StartsWith('{') ? Read(item, TypeOf<FormerPrices>(types)) : null;
        ImmutableArray<OffencePolicy> offences = combined?.Offences ?? Read(item, TypeOf<ImmutableArray<OffencePolicy>>(types));
        return (offences.ToDictionary(static offence => offence.Offence), combined?.DearestInSpan);
    });

    private static string TextOf(ImmutableArray<OffencePolicy> offences, PolicyTypes types) =>
        Text([.. offences.OrderBy(static offence => offence.Offence)], TypeOf<ImmutableArray<OffencePolicy>>(types));

    private static string? PeriodOf(ImmutableArray<FormerOffences> former, Epoch fault)
    {
        foreach (FormerOffences period in former)
        {
            if (fault <= period.Until)
            {
                return period.Rules;
            }
        }

        return null;
    }

    private static OffencePolicy Free(Offence offence, EpochSpan appeal) =>
        new() { Offence = offence, Curve = SlashingCurve.Constant(Proportion.Zero), AppealWindow = appeal };

    private static string Text<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetString(CanonicalJson.Write(StrictJson.ToNode(value, type)));

    private static T Read<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return StrictJson.Read(text, type);
        }
        catch (JsonException exception)
        {
            throw Unreadable($"The state keeps rules of an earlier policy that this mechanism cannot read: {exception.Message} Compose it with the PolicyTypes that name them.", exception);
        }
    }

    private static InconsistentStateException Unreadable(string message, Exception? cause) => new(message, cause!);

    private static JsonTypeInfo<T> TypeOf<T>(PolicyTypes types) => (JsonTypeInfo<T>)types.Options.GetTypeInfo(typeof(T));
}
