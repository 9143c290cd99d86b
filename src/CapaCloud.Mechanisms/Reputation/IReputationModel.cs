namespace CapaCloud.Mechanisms.Reputation;

/// <summary>A reputation model: how to age what is remembered of a participant, add to it, and read a score from it.</summary>
/// <remarks>
/// <code>score at epoch t = Read(Age(record, t))</code>
/// All models remember the same <see cref="ReputationRecord"/>, so a service changes its model without migrating its rows. A model
/// is immutable and pure; its laws are <c>ReputationModelLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IReputationModel
{
    /// <summary>Gets what this model promises; the laws test each promise.</summary>
    ReputationPromises Promises { get; }

    /// <summary>Gets the numbers this model promises; the laws test each.</summary>
    ReputationLimits Limits { get; }

    /// <summary>Gets the kinds of conduct that move the score; the laws test that no other does, and that each of these can.</summary>
    /// <remarks>
    /// A mechanism refuses a model that reads a kind of which nothing in it ever reports: the score would stay a newcomer's for ever.
    /// </remarks>
    ConductKinds Reads { get; }

    /// <summary>Returns the record of somebody of whom nothing is known.</summary>
    /// <param name="now">The current epoch.</param>
    /// <returns>The record.</returns>
    ReputationRecord Newcomer(Epoch now);

    /// <summary>Returns the record as of a later epoch, with nothing new in it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="now">The later epoch.</param>
    /// <returns>The aged record, the same in one step or in many.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> is before the record's epoch.</exception>
    ReputationRecord Age(in ReputationRecord record, Epoch now);

    /// <summary>Returns the record, aged to the conduct's epoch, with the conduct in it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="conduct">What happened. Where it holds both, the order is the model's.</param>
    /// <returns>The new record.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The conduct is of an epoch before the record's.</exception>
    ReputationRecord Add(in ReputationRecord record, in Conduct conduct);

    /// <summary>Returns the score at the record's own epoch.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The score, in [0, 1], in parts of 10^18.</returns>
    Proportion Read(in ReputationRecord record);

    /// <summary>Returns the score of one track alone, at the record's own epoch, for rules that treat a lie and an absence apart.</summary>
    /// <param name="record">The record.</param>
    /// <param name="kind">The track.</param>
    /// <returns>The score, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined kind.</exception>
    Proportion ReadTrack(in ReputationRecord record, ConductKind kind);
}
