using System.Collections.Immutable;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>All answers to one audited task: the provider's and those of whoever did it again.</summary>
/// <remarks>No formula. The order of the answers does not matter.</remarks>
/// <param name="Task">The task.</param>
/// <param name="Answers">The answers, one for each author.</param>
public readonly record struct TaskResults(TaskId Task, ImmutableArray<Answer> Answers);
