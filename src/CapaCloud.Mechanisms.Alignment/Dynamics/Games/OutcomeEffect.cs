namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What a class of outcomes does to the participant, reward apart: how its reputation moves, what it loses, how long it is in jail.</summary>
/// <param name="Across">How the better-is-right coordinate moves, the epochs in jail included.</param>
/// <param name="Up">How the worse-is-up coordinate moves.</param>
/// <param name="Loss">What is taken from its stake, in base units.</param>
/// <param name="Jail">For how many epochs it gets no work.</param>
internal readonly record struct OutcomeEffect(AffineMap Across, AffineMap Up, double Loss, int Jail)
{
    /// <summary>The same, and then so many epochs without work, over which a record ages as given.</summary>
    public OutcomeEffect Then(AffineMap across, AffineMap up, int epochs) => new(Across.Then(across), Up.Then(up), Loss, Jail + epochs);
}
