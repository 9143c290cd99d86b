using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What a reputation model promises. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<ReputationPromises>))]
public enum ReputationPromises
{
    /// <summary>Nothing beyond a score in [0, 1].</summary>
    None = 0,

    /// <summary>Better conduct never gives a lower score.</summary>
    Monotone = 1,

    /// <summary>Without news, the score moves toward the newcomer's and never past it.</summary>
    Forgetful = 2,

    /// <summary>A batch of equal conduct in one epoch gives the record that the same conduct one by one gives, within 2 parts a step.</summary>
    BatchEqualsSequence = 4,

    /// <summary>Aging in two steps equals aging in one, within 2 parts of 10^18 of the value.</summary>
    TimeStepNeutral = 8,

    /// <summary>A newcomer has the lowest score that anyone can have without having failed.</summary>
    NewcomerIsLowest = 16,

    /// <summary>
    /// The proven track moves by one straight line each way: after an epoch and a conduct, <c>for' = a * for + c</c> and <c>against' = b * against + d</c>,
    /// a and b in [0, 1], the same a, b, c, d whatever was remembered (4 parts up to a million units); the score rises with the first and falls with the second.
    /// </summary>
    AffineEvidence = 32,

    /// <summary>
    /// The record is its score: evidence for is the distance above a newcomer's, evidence against the distance below; after an epoch and a conduct,
    /// <c>score' = a * score + c</c>, a in [0, 1], the same a and c whatever was remembered (4 parts).
    /// </summary>
    AffineScore = 64,
}
