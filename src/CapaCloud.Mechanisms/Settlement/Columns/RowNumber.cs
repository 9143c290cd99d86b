namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Which number of a participant a table of <see cref="RestingRows"/> has: amounts and evidence of 128 bits first, epochs of 64 bits then.</summary>
internal static class RowNumber
{
    /// <summary>The bonded stake, in base units. All of it stands in the current epoch.</summary>
    public const int Stake = 0;

    /// <summary>The first of the six evidences of a reputation, in the order of <see cref="RestingRows.ReputationAt"/>.</summary>
    public const int Evidence = 1;

    /// <summary>How many tables of 128 bits there are.</summary>
    public const int WideTables = 7;

    /// <summary>Since when a plain stake has stood.</summary>
    public const int Since = 0;

    /// <summary>The first epoch out of jail.</summary>
    public const int JailedUntil = 1;

    /// <summary>For how many epochs in a row duties were missed.</summary>
    public const int AbsentFor = 2;

    /// <summary>The epoch whose settlement may forget something of what is remembered beside; 0 where nothing is.</summary>
    public const int WakesAt = 3;

    /// <summary>How many tables of 64 bits there are.</summary>
    public const int NarrowTables = 4;
}
