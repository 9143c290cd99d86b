using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms;

/// <summary>Composes a policy step by step. What is not said has the default stated at its member.</summary>
/// <remarks>No formula. Not safe for several threads at once; the mechanism it builds is.</remarks>
public sealed class MechanismBuilder
{
    private readonly ImmutableArray<OffencePolicy>.Builder _offences = ImmutableArray.CreateBuilder<OffencePolicy>();
    private readonly StakeBuilder _stake = new();
    private readonly VerificationBuilder _verification = new();
    private readonly RewardBuilder _reward = new();
    private string _name = "unnamed";
    private IReputationModel _reputation = new BetaReputation();
    private PenaltyPolicy _penalty = new();
    private JobBuilder? _jobs;
    private AllocationBuilder? _allocation;
    private ImmutableArray<string> _excused = [];
    private DutyPolicy? _duties;
    private RequesterPolicy? _requesters;

    internal PolicyTypes Types { get; private set; } = PolicyTypes.Default;

    /// <summary>Names the policy. "unnamed" when left out.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public MechanismBuilder Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
        return this;
    }

    /// <summary>Says how stake enters, stands and leaves. A minimum bond of 1 unit, 21 epochs of unbonding and of liability when left out.</summary>
    /// <param name="build">Says it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public MechanismBuilder Stake(Action<StakeBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build(_stake);
        return this;
    }

    /// <summary>Says how results are checked. Every tenth result is audited, and a majority of answers decides, when left out.</summary>
    /// <param name="build">Says it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public MechanismBuilder Verify(Action<VerificationBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build(_verification);
        return this;
    }

    /// <summary>
    /// Says what an offence costs. An offence that is never said cannot be punished. A curve that looks at earlier offences looks back over the liability window when
    /// no <see cref="OffencePolicy.RepetitionWindow"/> is set.
    /// </summary>
    /// <param name="offence">The offence.</param>
    /// <param name="curve">What part of the liable stake it costs.</param>
    /// <param name="build">Says what else it costs: jail, the epoch's reward; nothing when left out.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public MechanismBuilder Slash(Offence offence, ISlashingCurve curve, Func<OffencePolicy, OffencePolicy>? build = null)
    {
        ArgumentNullException.ThrowIfNull(curve);
        OffencePolicy policy = new() { Offence = offence, Curve = curve };
        OffencePolicy built = build is null
            ? policy
            : build(policy) ?? throw new ArgumentException("What else the offence costs came back as null; return the policy that was given, changed.", nameof(build));
        if (built.Offence != offence)
        {
            throw new ArgumentException($"The rules of '{offence}' were changed to those of '{built.Offence}'; expected the same offence.", nameof(build));
        }

        _offences.Add(built);
        return this;
    }

    /// <summary>
    /// Says that an offence makes the reward of its epoch void, and takes nothing else: no stake, no jail. What is not paid goes where <see cref="RewardBuilder.LostShare"/> says, and after an appeal
    /// where penalties go.
    /// </summary>
    /// <param name="offence">The offence.</param>
    /// <param name="build">Says whether it can be appealed, and from when on everybody is spared; neither when left out.</param>
    /// <returns>This builder.</returns>
    public MechanismBuilder Invalidate(Offence offence, Func<OffencePolicy, OffencePolicy>? build = null) =>
        Slash(offence, SlashingCurve.Constant(Proportion.Zero), rule => build is null ? rule with { ForfeitsReward = true } : build(rule with { ForfeitsReward = true }));

    /// <summary>Says who gets the stake that penalties take. What nobody gets is burned: all of it when left out.</summary>
    /// <param name="bounty">The reporter's part; as it was said before when left out.</param>
    /// <param name="treasury">The treasury's part; as it was said before when left out.</param>
    /// <returns>This builder.</returns>
    public MechanismBuilder DividePenalties(Proportion? bounty = null, Proportion? treasury = null)
    {
        _penalty = _penalty with { BountyShare = bounty ?? _penalty.BountyShare, TreasuryShare = treasury ?? _penalty.TreasuryShare };
        return this;
    }

    /// <summary>Lets the dearest fault of somebody in a span of epochs count, and the others cost nothing beside it. Every fault costs in full when left out.</summary>
    /// <param name="span">The length of the spans, which lie on a fixed grid from epoch 0 on; one epoch for the dearest fault of an epoch.</param>
    /// <returns>This builder.</returns>
    public MechanismBuilder CountDearestIn(EpochSpan span)
    {
        _penalty = _penalty with { DearestInSpan = span };
        return this;
    }

    /// <summary>Says how conduct becomes a score. Beta with a half-life of 30 epochs when left out.</summary>
    /// <param name="model">The model.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public MechanismBuilder Reputation(IReputationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _reputation = model;
        return this;
    }

    /// <summary>Says how an epoch's pool is made and divided. By work alone, to the largest remainders, when left out.</summary>
    /// <param name="build">Says it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public MechanismBuilder Reward(Action<RewardBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build(_reward);
        return this;
    }

    /// <summary>Lets requesters pay for jobs one by one. There are no jobs when left out: work is paid from the pool alone.</summary>
    /// <param name="build">Says what the rules of jobs are.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public MechanismBuilder Jobs(Action<JobBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build(_jobs ??= new JobBuilder());
        return this;
    }

    /// <summary>Remembers what requesters do, and lets nobody work for those with a bad record. Nothing is remembered of requesters when left out.</summary>
    /// <param name="model">How their conduct becomes a score: jobs answered or not, disputes won or lost.</param>
    /// <param name="leastScore">The score below which no job is awarded; above 0, at most a newcomer's.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public MechanismBuilder ScoreRequesters(IReputationModel model, Proportion leastScore)
    {
        ArgumentNullException.ThrowIfNull(model);
        _requesters = new RequesterPolicy(model) { LeastScore = leastScore };
        return this;
    }

    /// <summary>Says which provider gets a requested task. Nobody is chosen by the mechanism when left out: award each job yourself.</summary>
    /// <param name="build">Says by which market, and how much of the work a reputation may get.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public MechanismBuilder Allocate(Action<AllocationBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build(_allocation ??= new AllocationBuilder());
        return this;
    }

    /// <summary>Says which causes of missed duties are nobody's fault, beside those that were said before. None when left out.</summary>
    /// <param name="causes">The causes, in the words of the reports.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">A cause is null.</exception>
    public MechanismBuilder Excuse(params ReadOnlySpan<string> causes)
    {
        foreach (string cause in causes)
        {
            ArgumentNullException.ThrowIfNull(cause, nameof(causes));
        }

        _excused = [.. _excused, .. causes];
        return this;
    }

    /// <summary>Says which duties count for somebody's uptime. All of them when left out, in jail as well.</summary>
    /// <param name="least">How many must be due in an epoch, without those that are excused, for an uptime to be judged; one when left out.</param>
    /// <param name="dueInJail">Whether duties are due in jail; they are not when left out.</param>
    /// <returns>This builder.</returns>
    public MechanismBuilder CountDuties(ulong least = 1, bool dueInJail = false)
    {
        _duties = new DutyPolicy { Least = least, DueInJail = dueInJail };
        return this;
    }

    /// <summary>Says under which names your own rules stand in the policy's JSON. The library's own rules need no name.</summary>
    /// <param name="types">The names.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="types"/> is null.</exception>
    public MechanismBuilder NameRules(PolicyTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        Types = types;
        return this;
    }

    /// <summary>Returns the policy as said so far.</summary>
    /// <returns>The policy; whether it is valid is <see cref="PolicyValidator"/>'s matter.</returns>
    public MechanismPolicy ToPolicy() => new()
    {
        Name = _name,
        Stake = _stake.ToRules(),
        Verification = _verification.ToPolicy(),
        Reputation = new ReputationPolicy(_reputation),
        Reward = _reward.ToPolicy(),
        Offences = [.. _offences.Select(WithRepetition)],
        Penalty = _penalty,
        ExcusedCauses = _excused,
        Jobs = _jobs?.ToPolicy(),
        Delegation = _stake.ToDelegation(),
        Allocation = _allocation?.ToPolicy(),
        Duties = _duties,
        Requesters = _requesters,
    };

    private OffencePolicy WithRepetition(OffencePolicy offence) =>
        offence is { RepetitionWindow.IsZero: true, Curve: { } curve } && curve.Reads.HasFlag(SlashingInputs.EarlierOffences)
            ? offence with { RepetitionWindow = _stake.ToRules().LiabilityWindow }
            : offence;
}
