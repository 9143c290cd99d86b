using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a repair does.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<RepairKind>))]
public enum RepairKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A slash that was taken is undone.</summary>
    SlashUndone = 1,

    /// <summary>The treasury pays somebody.</summary>
    TreasurySpent = 2,

    /// <summary>A participant goes on under another name: its key was compromised.</summary>
    KeyExchanged = 3,

    /// <summary>Two records of one participant become one.</summary>
    RecordsMerged = 4,

    /// <summary>What was inconsistent in a state is mended.</summary>
    StateMended = 5,
}
