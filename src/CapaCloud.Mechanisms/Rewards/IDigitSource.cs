namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Values to select from, some positions of which may be empty.</summary>
internal interface IDigitSource
{
    /// <summary>Gets how many positions there are.</summary>
    int Count { get; }

    /// <summary>Reads the value at a position, or says that it is empty.</summary>
    bool TryGet(int position, out UInt128 value);
}
