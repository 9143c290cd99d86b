namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What a participant can do in an epoch.</summary>
/// <remarks>No formula.</remarks>
public enum DynamicAct
{
    /// <summary>Take no work.</summary>
    Idle = 0,

    /// <summary>Work, honestly or not.</summary>
    Work = 1,

    /// <summary>Leave for ever.</summary>
    Leave = 2,

    /// <summary>Come back as a newcomer; takes no time.</summary>
    NewName = 3,
}
