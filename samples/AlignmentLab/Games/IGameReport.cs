using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Games;

/// <summary>Shows answers.</summary>
internal interface IGameReport
{
    void Write(string name, Game game, IReadOnlyList<GameAnswer> answers, TimeSpan elapsed);
}
