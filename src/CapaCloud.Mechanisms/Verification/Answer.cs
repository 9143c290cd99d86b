using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>One participant's answer to a task, with what a rule may weigh it by.</summary>
/// <remarks>No formula. <c>default</c> is nobody's answer and is refused.</remarks>
public readonly record struct Answer
{
    /// <summary>Gets who answered.</summary>
    public ParticipantId Author { get; init; }

    /// <summary>Gets what became of the commitment.</summary>
    public AnswerStatus Status { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets the hash of the result; two answers agree when it is the same.</summary>
    public Digest Result { get; init; }

    /// <summary>Gets the result as a number, for rules that compare with a tolerance.</summary>
    public Ratio Value { get; init; }

    /// <summary>Gets the weight of the answer, usually the author's stake in base units.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Weight { get; init; }

    /// <summary>Gets the probability that the author's answers are right, in [0, 1]: a score, or the record on planted tasks.</summary>
    public Proportion Reliability { get; init; }

    /// <summary>Gets a value indicating whether the answer counts.</summary>
    [JsonIgnore]
    public bool Counts => Status == AnswerStatus.Revealed;

    /// <summary>Returns an answer that was revealed as committed.</summary>
    /// <param name="author">Who answered.</param>
    /// <param name="result">The hash of the result.</param>
    /// <param name="weight">The weight of the answer; 1 when left out.</param>
    /// <returns>The answer.</returns>
    public static Answer Of(ParticipantId author, Digest result, ulong weight = 1) =>
        new() { Author = author, Status = AnswerStatus.Revealed, Result = result, Weight = weight };

    /// <summary>Returns an answer that is a number and was revealed as committed.</summary>
    /// <param name="author">Who answered.</param>
    /// <param name="value">The number.</param>
    /// <param name="weight">The weight of the answer.</param>
    /// <returns>The answer; its result is <see cref="ResultHash.OfNumber"/>.</returns>
    public static Answer OfNumber(ParticipantId author, Ratio value, UInt128 weight) =>
        new() { Author = author, Status = AnswerStatus.Revealed, Result = ResultHash.OfNumber(value), Value = value, Weight = weight };

    /// <summary>Returns the answer of somebody who committed and did not reveal.</summary>
    /// <param name="author">Who.</param>
    /// <param name="weight">The weight the answer would have had; 1 when left out.</param>
    /// <returns>The answer.</returns>
    public static Answer Missing(ParticipantId author, ulong weight = 1) => new() { Author = author, Weight = weight };
}
