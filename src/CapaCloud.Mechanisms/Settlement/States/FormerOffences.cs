using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What faults cost before the policy changed, and what excused a missed duty. Both keep the meaning of their own epoch, whatever the policy becomes later.</summary>
/// <remarks>
/// <code>a fault of epoch f costs what the first entry with f &lt;= Until says; what the policy says when there is none</code>
/// Kept while a fault of its time can be charged. <c>default</c> is none.
/// </remarks>
/// <param name="Until">The last epoch whose faults have these prices: the one in which the change came into force.</param>
/// <param name="Memory">For how many epochs beyond the liability window these prices look back at earlier faults.</param>
/// <param name="Rules">The curves, repetition and correlation windows, circuit breakers, jail, forfeiture and time to appeal of all offences that had a price, as canonical JSON.</param>
/// <param name="Excuses">The causes that excused a missed duty, as canonical JSON; null where the change left them as they were. Left out of JSON then.</param>
public readonly record struct FormerOffences(Epoch Until, EpochSpan Memory, string Rules, [property: OptionalSection] string? Excuses = null);
