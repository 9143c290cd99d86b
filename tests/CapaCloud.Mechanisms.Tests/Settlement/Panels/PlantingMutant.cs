using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>A mechanism whose reviews of planted errors are altered, or that lets a majority decide about them.</summary>
internal sealed class PlantingMutant(Mechanism mechanism, Func<PlantedErrorReview, PlantedErrorReview> alter, bool decides = true) : DelegatingMechanism(mechanism)
{
    public override PlantedErrorReview ReviewPlantedErrors(NetworkState state, IEnumerable<Commitment> commitments, IEnumerable<Digest> seals, IEnumerable<PlantedError> opened) =>
        alter(base.ReviewPlantedErrors(state, commitments, seals, opened));

    public override ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks, PlantedErrorReview planted) => decides ? base.Adjudicate(tasks, planted) : base.Adjudicate(tasks);
}
