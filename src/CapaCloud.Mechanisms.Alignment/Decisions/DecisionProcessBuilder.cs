namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>Writes a decision process state by state, action by action.</summary>
/// <remarks>No formula. Used once; not safe to share between threads.</remarks>
public sealed class DecisionProcessBuilder
{
    private readonly List<int> _actionStart = [];
    private readonly List<double> _rewards = [];
    private readonly List<int> _outcomeStart = [];
    private readonly List<int> _nextStates = [];
    private readonly List<double> _probabilities = [];

    /// <summary>Begins the next state; the first has number 0.</summary>
    /// <returns>Its number.</returns>
    public int AddState()
    {
        _actionStart.Add(_rewards.Count);
        return _actionStart.Count - 1;
    }

    /// <summary>Adds an action to the state begun last.</summary>
    /// <param name="reward">What it earns, in expectation.</param>
    /// <param name="outcomes">Where it leads and how probably; outcomes of probability zero are left out.</param>
    /// <returns>The number of the action.</returns>
    public int AddAction(double reward, params ReadOnlySpan<(int State, double Probability)> outcomes)
    {
        _rewards.Add(reward);
        _outcomeStart.Add(_nextStates.Count);
        foreach ((int state, double probability) in outcomes)
        {
            if (probability != 0)
            {
                _nextStates.Add(state);
                _probabilities.Add(probability);
            }
        }

        return _rewards.Count - 1;
    }

    /// <summary>Returns the process.</summary>
    /// <returns>The process.</returns>
    /// <exception cref="ArgumentException">The process is not well formed; see <see cref="DecisionProcess.Create"/>.</exception>
    public DecisionProcess Build() =>
        DecisionProcess.Create([.. _actionStart, _rewards.Count], [.. _rewards], [.. _outcomeStart, _nextStates.Count], [.. _nextStates], [.. _probabilities]);
}
