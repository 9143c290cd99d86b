namespace CapaCloud.Mechanisms.Testing;

/// <summary>A pool of rewards with members, as <see cref="PayableLaws"/> play with it: wrap your own in it.</summary>
/// <remarks>No formula. Members are numbered in the order in which they join, from 0 on. A member that left keeps its number and may still claim.</remarks>
public interface IPayable
{
    /// <summary>Gets what came in and was not paid, in base units.</summary>
    Amount Held { get; }

    /// <summary>Adds a member.</summary>
    /// <param name="stake">Its stake.</param>
    void Join(UInt128 stake);

    /// <summary>Takes a member's whole stake out.</summary>
    /// <param name="member">The member, which has not left.</param>
    void Leave(int member);

    /// <summary>Pays in a reward.</summary>
    /// <param name="reward">The reward, in base units.</param>
    void Reward(Amount reward);

    /// <summary>Returns what a claim would pay now.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The amount, in base units.</returns>
    Amount Payable(int member);

    /// <summary>Pays a member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>What is paid, in base units.</returns>
    Amount Claim(int member);
}
