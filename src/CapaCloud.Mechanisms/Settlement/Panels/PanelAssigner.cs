using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Draws panels: seat after seat by stake and score, nobody for a task that it, or whom it has an interest in, has done, and no two of one interest together.</summary>
internal sealed class PanelAssigner
{
    private readonly StakedCandidate[] _candidates;
    private readonly KnownTies _ties;
    private readonly int _seats;

    public PanelAssigner(MechanismPolicy policy, PanelPolicy rules, NetworkState state)
    {
        _seats = rules.Seats;
        _ties = new KnownTies(state);
        List<StakedCandidate> candidates = new(state.Participants.Length);
        Epoch before = state.Epoch.MinusToZero(EpochSpan.One);
        for (int index = 0; state.Epoch != Epoch.Zero && index < state.Participants.Length; index++)
        {
            ref readonly ParticipantState participant = ref state.Participants.ItemRef(index);
            Proportion score = CheckScore.Of(policy, participant, state.Epoch);
            bool canCheck = participant.JailedUntil <= state.Epoch && score >= rules.LeastScore && participant.Stake.StandingAt(before) >= policy.Stake.MinimumBond;
            Amount weight = canCheck ? StakeBehind.StandingAt(participant, before).Multiply(score, Rounding.Down) : Amount.Zero;
            if (!weight.IsZero)
            {
                candidates.Add(new StakedCandidate(participant.Participant, weight));
            }
        }

        _candidates = [.. candidates];
    }

    public AssignedPanel Draw(in SelectionSeed seed, ParticipantId author, TaskId task, IReadOnlyCollection<ParticipantId> authors)
    {
        ImmutableArray<ParticipantId>.Builder seated = ImmutableArray.CreateBuilder<ParticipantId>(_seats);

        // Those who may not sit are drawn like everybody and passed over, which leaves the others their chances. Few are, so few more are drawn than there are seats.
        for (int drawn = Math.Min(_candidates.Length, (2 * _seats) + 8); ; drawn = Math.Min(_candidates.Length, 2 * drawn))
        {
            seated.Clear();
            foreach (ParticipantId next in Committee.ByStake(seed, task, _candidates, drawn))
            {
                if (seated.Count < _seats && !authors.Any(one => _ties.Binds(next, one)) && !seated.Any(other => _ties.Binds(next, other)))
                {
                    seated.Add(next);
                }
            }

            if (seated.Count == _seats || drawn == _candidates.Length)
            {
                return new AssignedPanel { Author = author, Task = task, Checkers = seated.DrainToImmutable() };
            }
        }
    }
}
