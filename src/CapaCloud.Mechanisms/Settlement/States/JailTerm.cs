namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Until when one fault keeps a participant in jail.</summary>
/// <remarks>
/// <code>Until = epoch in which the fault was charged + Jail + 1</code>
/// In epochs. Remembered until then, also when the fault itself is forgotten: who is cleared of one fault stays in jail for the others.
/// </remarks>
/// <param name="Key">The key of the fault's case.</param>
/// <param name="Until">The first epoch after it.</param>
public readonly record struct JailTerm(Digest Key, Epoch Until);
