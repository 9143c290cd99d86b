using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>A finite Markov decision process: states, what can be done in each, what it earns and where it leads.</summary>
/// <remarks>
/// <code>
/// value(s) = max over actions a of s of  reward(a) + discount * sum over outcomes of probability * value(next)
/// </code>
/// Held in flat arrays: the actions of state s are <c>ActionStart[s] .. ActionStart[s+1]</c>, the outcomes of action a are
/// <c>OutcomeStart[a] .. OutcomeStart[a+1]</c>. Rewards in any unit, probabilities in [0, 1] and summing to one within 10^-9. Floating
/// point: a solution is a proposal; what it proves is for <see cref="BellmanBounds"/> and the certificate to say. Immutable.
/// </remarks>
public sealed class DecisionProcess
{
    private const double ProbabilityTolerance = 1e-9;

    internal DecisionProcess(int[] actionStart, double[] rewards, int[] outcomeStart, int[] nextStates, double[] probabilities)
    {
        ActionStarts = actionStart;
        RewardValues = rewards;
        OutcomeStarts = outcomeStart;
        NextStateValues = nextStates;
        ProbabilityValues = probabilities;
    }

    /// <summary>Gets how many states there are.</summary>
    public int States => ActionStarts.Length - 1;

    /// <summary>Gets how many actions there are, over all states.</summary>
    public int Actions => RewardValues.Length;

    /// <summary>Gets how many outcomes there are, over all actions.</summary>
    public int Outcomes => NextStateValues.Length;

    /// <summary>Gets where the actions of each state begin.</summary>
    public ReadOnlySpan<int> ActionStart => ActionStarts;

    /// <summary>Gets the reward of each action.</summary>
    public ReadOnlySpan<double> Rewards => RewardValues;

    /// <summary>Gets where the outcomes of each action begin.</summary>
    public ReadOnlySpan<int> OutcomeStart => OutcomeStarts;

    /// <summary>Gets the state each outcome leads to.</summary>
    public ReadOnlySpan<int> NextStates => NextStateValues;

    /// <summary>Gets the probability of each outcome.</summary>
    public ReadOnlySpan<double> Probabilities => ProbabilityValues;

    internal int[] ActionStarts { get; }

    internal double[] RewardValues { get; }

    internal int[] OutcomeStarts { get; }

    internal int[] NextStateValues { get; }

    internal double[] ProbabilityValues { get; }

    /// <summary>Returns a process from its flat arrays, after checking them.</summary>
    /// <param name="actionStart">Where the actions of each state begin, and one more entry: how many actions there are.</param>
    /// <param name="rewards">The reward of each action; finite.</param>
    /// <param name="outcomeStart">Where the outcomes of each action begin, and one more entry: how many outcomes there are.</param>
    /// <param name="nextStates">The state each outcome leads to.</param>
    /// <param name="probabilities">The probability of each outcome.</param>
    /// <returns>The process.</returns>
    /// <exception cref="ArgumentException">An array does not fit the others, a state has no action, or probabilities do not sum to one.</exception>
    public static DecisionProcess Create(
        ReadOnlySpan<int> actionStart,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<int> outcomeStart,
        ReadOnlySpan<int> nextStates,
        ReadOnlySpan<double> probabilities)
    {
        int states = actionStart.Length - 1;
        if (states < 1 || actionStart[0] != 0 || actionStart[^1] != rewards.Length)
        {
            throw new ArgumentException("The starts of the actions must run from 0 to the number of actions.", nameof(actionStart));
        }

        if (outcomeStart.Length != rewards.Length + 1 || outcomeStart[0] != 0 || outcomeStart[^1] != nextStates.Length || nextStates.Length != probabilities.Length)
        {
            throw new ArgumentException("The starts of the outcomes must run from 0 to the number of outcomes, one for each action and one more.", nameof(outcomeStart));
        }

        for (int state = 0; state < states; state++)
        {
            if (actionStart[state] >= actionStart[state + 1])
            {
                throw new ArgumentException($"State {state} has no action.", nameof(actionStart));
            }
        }

        for (int action = 0; action < rewards.Length; action++)
        {
            CheckAction(action, states, rewards, outcomeStart, nextStates, probabilities);
        }

        return new DecisionProcess([.. actionStart], [.. rewards], [.. outcomeStart], [.. nextStates], [.. probabilities]);
    }

    private static void CheckAction(
        int action,
        int states,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<int> outcomeStart,
        ReadOnlySpan<int> nextStates,
        ReadOnlySpan<double> probabilities)
    {
        if (!double.IsFinite(rewards[action]))
        {
            throw new ArgumentException($"The reward of action {action} is {rewards[action]}; expected a finite number.", nameof(rewards));
        }

        double sum = 0;
        for (int outcome = outcomeStart[action]; outcome < outcomeStart[action + 1]; outcome++)
        {
            if (probabilities[outcome] is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"The probability of outcome {outcome} is {probabilities[outcome]}; expected one in [0, 1].", nameof(probabilities));
            }

            if ((uint)nextStates[outcome] >= (uint)states)
            {
                throw new ArgumentException($"Outcome {outcome} leads to state {nextStates[outcome]}; there are {states}.", nameof(nextStates));
            }

            sum += probabilities[outcome];
        }

        if (Math.Abs(sum - 1) > ProbabilityTolerance)
        {
            throw new ArgumentException($"The probabilities of action {action} sum to {sum}; expected 1.", nameof(probabilities));
        }
    }
}
