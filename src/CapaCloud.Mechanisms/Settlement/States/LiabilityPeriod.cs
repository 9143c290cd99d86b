namespace CapaCloud.Mechanisms.Settlement;

/// <summary>From which epoch on which liability window is in force. A fault keeps the window of its own epoch, whatever the policy becomes later.</summary>
/// <remarks>
/// <code>a fault of epoch f can be charged in epoch t  when  f &lt;= t  and  t - f &lt; Window of the last period with Since &lt;= f</code>
/// <c>default</c> is no liability at all, from epoch 0 on.
/// </remarks>
/// <param name="Since">The first epoch.</param>
/// <param name="Window">For how many epochs a fault of this period can be charged, its own included.</param>
public readonly record struct LiabilityPeriod(Epoch Since, EpochSpan Window);
