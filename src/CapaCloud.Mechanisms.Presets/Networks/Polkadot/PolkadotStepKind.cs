namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>How a step of <see cref="PolkadotSteppedCurve"/> moves the value.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>, which no curve takes.</remarks>
public enum PolkadotStepKind
{
    /// <summary>No step: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>Each step adds units.</summary>
    Add = 1,

    /// <summary>Each step takes units.</summary>
    Subtract = 2,

    /// <summary>Each step adds a part of the value.</summary>
    IncreaseByPart = 3,

    /// <summary>Each step takes a part of the value.</summary>
    DecreaseByPart = 4,
}
