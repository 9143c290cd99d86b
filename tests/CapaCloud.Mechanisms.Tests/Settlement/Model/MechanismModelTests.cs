using System.Globalization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>
/// Scripts of the composed mechanism against the same network kept on paper; and the same scripts must find bugs that were put in on purpose.
/// <c>MODEL_SCRIPTS=1000 MODEL_STEPS=500</c> plays more and longer ones.
/// </summary>
public sealed class MechanismModelTests(ITestOutputHelper output)
{
    private static readonly int Scripts = Setting("MODEL_SCRIPTS", 60);
    private static readonly int Steps = Setting("MODEL_STEPS", 120);

    [Fact]
    public void Scripts_ofTheWholeSurface_agreeWithThePaper() => LawOf(new MechanismSystem(), Steps).Check(Scripts);

    [Fact]
    public void Scripts_suspendedFaultForgotten_isFound() => AssertFound(new ForgetsSuspended());

    [Fact]
    public void Scripts_holdDropped_isFound() => AssertFound(new DropsHolds());

    [Fact]
    public void Scripts_leavingWashesJail_isFound() => AssertFound(new WashesJail());

    [Fact]
    public void Scripts_migrationReachesBack_isFound() => AssertFound(new ReachesBack());

    private static Law LawOf(MechanismSystem system, int steps) => Law.Of(
        "agrees-with-paper",
        "after every step, what each was charged, what is held, who is in jail and what is remembered is what the paper says",
        ModelScripts.OfLength(steps),
        script => MechanismModel.Play(script, system) is { } complaint ? throw new InvalidOperationException(complaint) : true);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private void AssertFound(MechanismSystem mutant)
    {
        string? violation = LawOf(mutant, 120).FindViolation(cases: 200);
        Assert.NotNull(violation);
        output.WriteLine(violation);
        string smallest = violation.Split("First case:")[0];
        Assert.InRange(smallest.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal)), 1, 30);
    }

    /// <summary>What the breaker suspended is forgotten, and can be charged later.</summary>
    private sealed class ForgetsSuspended : MechanismSystem
    {
        public override EpochSettlement? Settle(Mechanism mechanism, NetworkState state, EpochReport report, out string refusals) =>
            base.Settle(mechanism, state, report, out refusals) is { } settled
                ? settled with { After = Each(settled.After, one => one with { Cases = [.. one.Cases.Where(item => item.Status != CaseStatus.Suspended)] }) }
                : null;
    }

    /// <summary>What stood at the fault of an open case may leave.</summary>
    private sealed class DropsHolds : MechanismSystem
    {
        public override StateChange Withdraw(Mechanism mechanism, NetworkState state, ParticipantId participant) =>
            base.Withdraw(mechanism, Each(state, one => one with { Stake = new StakeAccount(one.Participant, one.Stake.Tranches, []) }), participant);
    }

    /// <summary>A deposit ends the jail.</summary>
    private sealed class WashesJail : MechanismSystem
    {
        public override StateChange Deposit(Mechanism mechanism, NetworkState state, ParticipantId participant, Amount amount)
        {
            StateChange change = base.Deposit(mechanism, state, participant, amount);
            return change with { State = Each(change.State, one => one.Participant == participant ? one with { JailedUntil = Epoch.Zero } : one) };
        }
    }

    /// <summary>A window that changed holds for epochs before it.</summary>
    private sealed class ReachesBack : MechanismSystem
    {
        public override NetworkState Migrate(Mechanism mechanism, NetworkState state, CapaCloud.Mechanisms.MechanismPolicy old)
        {
            NetworkState migrated = base.Migrate(mechanism, state, old);
            return migrated with { Liability = [new LiabilityPeriod(Epoch.Zero, mechanism.Policy.Stake.LiabilityWindow)] };
        }
    }

    private static NetworkState Each(NetworkState state, Func<ParticipantState, ParticipantState> change) =>
        state with { Participants = [.. state.Participants.Select(change)] };
}
