namespace CapaCloud.Mechanisms.Testing;

/// <summary>Rewards of members over epochs, as <see cref="AccrualLaws"/> play with them: wrap your own accumulator in it.</summary>
/// <remarks>No formula. Members are numbered in the order in which they join, from 0 on. A member that left keeps its number and may still claim.</remarks>
public interface IAccrual
{
    /// <summary>Gets what came in and was not paid, in base units.</summary>
    Amount Held { get; }

    /// <summary>Adds a member.</summary>
    /// <param name="stake">Its stake.</param>
    /// <param name="now">The present epoch.</param>
    void Join(UInt128 stake, Epoch now);

    /// <summary>Takes a member's whole stake out.</summary>
    /// <param name="member">The member.</param>
    /// <param name="now">The present epoch, the last it earns for.</param>
    void Leave(int member, Epoch now);

    /// <summary>Takes a part of the stake of everybody who joined by an epoch.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="fraction">The part.</param>
    /// <param name="now">The present epoch.</param>
    void Slash(Epoch fault, Proportion fraction, Epoch now);

    /// <summary>Closes an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="reward">What was earned in it.</param>
    /// <returns>What was not taken because nobody stood.</returns>
    Amount Close(Epoch epoch, Amount reward);

    /// <summary>Pays a member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>What is paid, in base units.</returns>
    Amount Claim(int member);
}
