using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What somebody signed for one slot: a block, a vote, an answer. Whether the signature is right is checked where it is read.</summary>
/// <remarks>No formula. The slot is a string in JSON, which no reader rounds. <c>default</c> is nobody's statement.</remarks>
/// <param name="Author">Who signed it.</param>
/// <param name="Epoch">The epoch it is about.</param>
/// <param name="Slot">The slot in that epoch: at most one statement of an author can be honest for each.</param>
/// <param name="Content">The hash of what it says.</param>
public readonly record struct SignedStatement(ParticipantId Author, Epoch Epoch, [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Slot, Digest Content);
