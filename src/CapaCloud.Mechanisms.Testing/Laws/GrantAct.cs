using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>One act on a grant: 0 releases, 1 revokes, 2 returns, 3 claws back.</summary>
internal sealed record GrantAct(int Kind, ulong Epoch, Amount Due)
{
    /// <summary>The library's own rule.</summary>
    public static GrantMove Play(VestingGrant grant, GrantAct act)
    {
        Epoch now = Mechanisms.Epoch.Of(act.Epoch);
        switch (act.Kind)
        {
            case 0:
                (VestingGrant released, Amount paid) = grant.Release(now);
                return new GrantMove(released, paid, Amount.Zero);
            case 3:
                (VestingGrant clawed, Amount taken, _) = grant.ClawBack(act.Due, now);
                return new GrantMove(clawed, Amount.Zero, taken);
            default:
                (VestingGrant ended, Amount returned) = act.Kind == 1 ? grant.Revoke(now) : grant.Return(now);
                return new GrantMove(ended, Amount.Zero, returned);
        }
    }
}
