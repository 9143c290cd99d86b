namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Lets the parts of a large settlement run side by side: the library has no threads, whoever settles brings them.</summary>
/// <remarks>
/// No formula. The settlement is the same bytes for every number of parts and for every order in which they run. A part does not throw: what goes wrong in it is refused once all have ended. A runner that
/// leaves a part out, returns before one has ended or calls one that is not there makes the settlement an <see cref="InvalidOperationException"/>; a part that is called again does nothing.
/// </remarks>
public interface IPartRunner
{
    /// <summary>Gets into how many parts the work is cut, at least 1: as many as there are processors, for example.</summary>
    int Parts { get; }

    /// <summary>Calls an action once for each part, in any order or at the same time, and returns when all have ended.</summary>
    /// <param name="part">The action; its argument is the number of a part, from 0 to <see cref="Parts"/> - 1.</param>
    void Run(Action<int> part);
}
