using System.Numerics;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>How many shares are worth the same after a reward that is not for them.</summary>
/// <remarks>
/// <code>
/// kept  = (Assets + 1) * (Shares - theirs + 10^6)
/// part' = floor(part * kept / (kept + reward * (Shares + 10^6)))
/// </code>
/// Then <c>part' * (Assets + reward + 1) / (Shares' + 10^6)</c> is what <c>part * (Assets + 1) / (Shares + 10^6)</c> was, but for less than one share.
/// </remarks>
internal readonly record struct PoolDilution(BigInteger Kept, BigInteger Grown)
{
    public static PoolDilution Of(in DelegationPool pot, UInt128 theirs, Amount reward)
    {
        BigInteger kept = ((BigInteger)pot.Assets.Units + 1) * ((BigInteger)(pot.Shares - theirs) + DelegationPool.VirtualShares);
        return new PoolDilution(kept, kept + ((BigInteger)reward.Units * ((BigInteger)pot.Shares + DelegationPool.VirtualShares)));
    }

    public UInt128 SharesOf(UInt128 part) => (UInt128)((BigInteger)part * Kept / Grown);
}
