namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>How a comparison compares.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Greater"/>.</remarks>
public enum StakeRelation
{
    /// <summary><c>left &gt; right</c>.</summary>
    Greater,

    /// <summary><c>left &gt;= right</c>.</summary>
    AtLeast,

    /// <summary><c>left &lt; right</c>.</summary>
    Less,

    /// <summary><c>left &lt;= right</c>.</summary>
    AtMost,

    /// <summary><c>left = right</c>.</summary>
    Equal,

    /// <summary><c>left != right</c>.</summary>
    Different,
}
