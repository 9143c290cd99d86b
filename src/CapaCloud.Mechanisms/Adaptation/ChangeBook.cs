using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>The changes of a network that are under way, and the version that holds.</summary>
/// <remarks>
/// <code>
/// propose -> decide -> activate;   expire, withdraw
/// version of a new proposal = LastVersion + 1
/// activation of a new proposal &gt;= max(now + Notice, PromisedUntil), where Notice = max(MinimumDelay, VotingPeriod)
/// PromisedUntil: when rules with a shorter notice came into force in epoch t, t + the notice before
/// </code>
/// In epochs. A proposal keeps the terms that it was made under. A delay is never shorter than what was promised in any epoch before: who looked at the rules once need not
/// look again before it has passed. Nothing takes effect before the epoch in which it is activated. What is decided for good leaves the book with the act's
/// result, so it does not grow with age; the next version number remembers that a number was used. Pure: every act returns the new book.
/// </remarks>
public sealed partial record ChangeBook
{
    private readonly ImmutableArray<ChangeProposal> _proposals = [];

    /// <summary>Gets the rules under which new proposals are made.</summary>
    public required ChangeRules Rules { get; init => field = value ?? throw new ArgumentNullException(nameof(value), "A book without rules cannot take a proposal; expected the rules under which new proposals are made."); }

    /// <summary>Gets the version that holds.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public required ulong Version { get; init; }

    /// <summary>Gets the content hash of the version that holds.</summary>
    public required Digest Content { get; init; }

    /// <summary>Gets the epoch since which it holds.</summary>
    public Epoch Since { get; init; }

    /// <summary>Gets the largest number that any proposal has had.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong LastVersion { get; init; }

    /// <summary>Gets the first epoch in which a proposal that is made now can hold because of longer delays or votes before.</summary>
    public Epoch PromisedUntil { get; init; }

    /// <summary>Gets the proposals that are open, by version.</summary>
    /// <exception cref="ArgumentException">One is null, or they are not in ascending order of their versions, each once.</exception>
    public ImmutableArray<ChangeProposal> Proposals
    {
        get => _proposals;
        init => _proposals = ChangeProposals.Ordered(value.IsDefault ? [] : value);
    }

    /// <summary>Returns the book of a network that begins.</summary>
    /// <param name="rules">How its rules change.</param>
    /// <param name="content">The content hash of its first policy.</param>
    /// <param name="now">Its first epoch.</param>
    /// <returns>The book, with version 1.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    public static ChangeBook Begin(ChangeRules rules, Digest content, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new ChangeBook { Rules = rules, Version = 1, Content = content, Since = now, LastVersion = 1 };
    }

    /// <summary>Returns the first epoch in which a change that is proposed now can hold.</summary>
    /// <param name="now">The current epoch.</param>
    /// <returns>The epoch.</returns>
    /// <exception cref="OverflowException">The epoch would exceed the largest one.</exception>
    public Epoch EarliestActivation(Epoch now) => Epoch.Max(PromisedUntil, now + Rules.Notice);

    private Epoch LatestActivation(Epoch now) => EarliestActivation(now) + EpochSpan.Of(ChangeRules.LongestSpan);

    /// <summary>Finds an open proposal.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="proposal">The proposal, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> when it is open.</returns>
    public bool TryFind(ulong version, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ChangeProposal? proposal)
    {
        proposal = Proposals.FirstOrDefault(item => item.Version == version);
        return proposal is not null;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ChangeBook {{ Rules = {Rules}, Version = {Version}, Content = {Content}, Since = {Since}, LastVersion = {LastVersion}, "
        + $"PromisedUntil = {PromisedUntil}, Proposals = {Prose.List(Proposals)} }}";

    /// <inheritdoc/>
    public bool Equals(ChangeBook? other) =>
        other is not null
        && Rules == other.Rules && Version == other.Version && Content == other.Content && Since == other.Since
        && LastVersion == other.LastVersion && PromisedUntil == other.PromisedUntil && Proposals.AsSpan().SequenceEqual(other.Proposals.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Version.GetHashCode() ^ Content.GetHashCode() ^ Proposals.Length;

    private static ChangeRefusedException Refused(ChangeRefusal refusal, string message) => new(refusal, message);

    private static string Text(ulong number) => DecimalText.Format(number);
}
