using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What became of a requested task: who does it for how much, or why nobody does.</summary>
/// <remarks>No formula. Either there is an award, or a reason. <c>default</c> is nobody's task.</remarks>
public readonly record struct TaskOutcome
{
    /// <summary>Gets what was requested.</summary>
    public required TaskRequest Request { get; init; }

    /// <summary>Gets the job; null when nobody got it.</summary>
    public JobAward? Award { get; init; }

    /// <summary>Gets why nobody got it; <see cref="JobRefusal.None"/> when somebody did.</summary>
    public JobRefusal Refusal { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => Award is { } award
        ? $"{Request.Task}: {award.Provider} works for {award.Requester} for {Prose.Units(award.Price)}"
        : $"{Request.Task}: nobody works for {Request.Requester} ({Refusal})";
}
