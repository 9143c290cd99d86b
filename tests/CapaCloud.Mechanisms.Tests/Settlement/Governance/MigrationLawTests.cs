using System.Globalization;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Governance;

/// <summary>Every pair of old and new windows, and wrong ways to change them.</summary>
public sealed class MigrationLawTests
{
    public static TheoryData<string> Laws => [.. MigrationLaws.For().Select(static law => law.Name)];

    /// <summary>60 histories for each law, or as many as MIGRATION_CASES says.</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("MIGRATION_CASES") ?? "60", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Laws))]
    public void Migrate_keepsEveryLaw(string name) => MigrationLaws.For().Single(law => law.Name == name).Check(Cases);

    [Theory]
    [InlineData("no-escape")]
    [InlineData("price-kept")]
    [InlineData("there-and-back")]
    [InlineData("charged-once")]
    [InlineData("no-revival")]
    [InlineData("stake-comes-back")]
    [InlineData("release-kept")]
    [InlineData("consistent")]
    [InlineData("jobs-end")]
    [InlineData("terms-kept")]
    public void Mutants_areCaught(string name)
    {
        Migration Mutant(Mechanism mechanism, NetworkState state, MechanismPolicy old)
        {
            Migration right = mechanism.Migrate(state, old);
            NetworkState after = right.State;
            return right with
            {
                State = name switch
                {
                    // The new window reaches back: what could be charged for twelve epochs can be charged for one, and the other way round.
                    "no-escape" or "no-revival" => after with { Liability = [new LiabilityPeriod(Epoch.Zero, mechanism.Policy.Stake.LiabilityWindow)] },
                    // What is brought late is charged by the new price.
                    "price-kept" => after with { FormerOffences = [] },
                    // A change that is taken back leaves its trace.
                    "there-and-back" => after with { FormerOffences = after.FormerOffences.IsEmpty ? state.FormerOffences : after.FormerOffences },
                    // Open jobs follow the new rules of jobs.
                    "terms-kept" => after with { Participants = [.. after.Participants.Select(static participant => participant with { Jobs = [.. participant.Jobs.Select(static job => job with { Terms = null })] })] },
                    // What was decided is forgotten.
                    "charged-once" => after with { Participants = [.. after.Participants.Select(static participant => participant with { Cases = [.. participant.Cases.Where(static item => item.IsOpen)] })] },
                    // Later faults can be charged for ever.
                    "stake-comes-back" or "release-kept" => after with { Liability = [.. after.Liability.Where(period => period.Since <= after.Epoch), new LiabilityPeriod(after.Epoch.Next, EpochSpan.Of(1_000))] },
                    "jobs-end" => after with { Participants = [.. after.Participants.Select(static participant => participant with { Jobs = [] })] },
                    _ => after with { Treasury = after.Treasury + Amount.One },
                },
            };
        }

        Assert.NotNull(MigrationLaws.For(Mutant).Single(law => law.Name == name).FindViolation(600));
    }

    /// <summary>An open case is dropped when its offence is freed, also when it comes back at once: the way out that a vote once had.</summary>
    [Fact]
    public void Mutant_thatDropsCasesOfFreedOffences_isCaught()
    {
        static Migration Mutant(Mechanism mechanism, NetworkState state, MechanismPolicy old)
        {
            Migration right = mechanism.Migrate(state, old);
            return right with
            {
                State = right.State with
                {
                    Participants = [.. right.State.Participants.Select(participant => participant with
                    {
                        Cases = [.. participant.Cases.Select(item => item.IsOpen && mechanism.Policy.Offences.All(offence => offence.Offence != item.Offence) ? item with { Status = CaseStatus.Overturned, DecidedAt = state.Epoch } : item)],
                    })],
                },
            };
        }

        Assert.NotNull(MigrationLaws.For(Mutant).Single(static law => law.Name == "no-escape").FindViolation(1_000));
    }

    /// <summary>What the faults of others add is counted by the policy in force, or not at all: how it was before.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Mutant_thatCountsTheFaultsOfOthersOtherwise_isCaught(bool byThePolicyInForce)
    {
        Migration Mutant(Mechanism mechanism, NetworkState state, MechanismPolicy old)
        {
            Migration right = mechanism.Migrate(state, old);
            return right with { State = right.State with { FormerOffences = [.. right.State.FormerOffences.Select(former => former with { Rules = Recounted(former.Rules, mechanism.Policy) })] } };
        }

        string Recounted(string rules, MechanismPolicy policy)
        {
            JsonArray offences = JsonNode.Parse(rules)!.AsArray();
            foreach (JsonObject offence in offences.Select(static item => item!.AsObject()))
            {
                OffencePolicy? now = byThePolicyInForce ? policy.Offences.FirstOrDefault(one => one.Offence.ToString() == offence["offence"]!.GetValue<string>()) : null;
                bool counts = offence["curve"]!["kind"]!.GetValue<string>() == "correlated";
                offence["correlationWindow"] = (counts ? now?.CorrelationWindow.Epochs ?? 0 : 0).ToString(CultureInfo.InvariantCulture);
                offence["circuitBreaker"] = now?.CircuitBreaker?.ToString();
            }

            return offences.ToJsonString();
        }

        Assert.NotNull(MigrationLaws.For(Mutant).Single(static law => law.Name == "price-kept").FindViolation(600));
    }

    /// <summary>Evidence of a freed offence is set aside, whenever the fault was.</summary>
    [Fact]
    public void Mutant_thatFreesFaultsOfBefore_isCaught()
    {
        static EpochSettlement Mutant(Mechanism mechanism, NetworkState state, EpochReport report) => mechanism.Settle(state, report with
        {
            Verdicts = [.. report.Verdicts.Where(_ => mechanism.Policy.Offences.Any(static offence => offence.Offence == Offence.IncorrectResult))],
            Evidence = [.. report.Evidence.Where(evidence => mechanism.Policy.Offences.Any(offence => offence.Offence == evidence.Offence))],
        });
        Assert.NotNull(MigrationLaws.For(settle: Mutant).Single(static law => law.Name == "no-escape").FindViolation(1_000));
    }

    /// <summary>
    /// A settlement that remembers one epoch less than can be charged: the fault that was once made by computing the next epoch's reach as if it were this one's. The law draws faults next
    /// to changes and brings them in the last epoch of their window, so that the usual number of histories finds it.
    /// </summary>
    [Fact]
    public void Mutant_thatForgetsOneEpochTooEarly_isCaughtByTheUsualNumberOfHistories()
    {
        static EpochSettlement Forgetful(Mechanism mechanism, NetworkState state, EpochReport report)
        {
            EpochSettlement settled = mechanism.Settle(state, report);
            ulong since = state.Liability[^1].Since.Number;
            return since == 0 || state.Liability.Length > 1
                ? settled
                : settled with
                {
                    After = settled.After with
                    {
                        Participants = [.. settled.After.Participants.Select(participant => participant with
                        {
                            Stake = participant.Stake.Prune(settled.After.Epoch, new StakingRules { LiabilityWindow = EpochSpan.Of(Math.Max(1, Math.Min(state.Liability[^1].Window.Epochs, settled.After.Epoch.Number - since))), UnbondingPeriod = EpochSpan.Of(100) }),
                        })],
                    },
                };
        }

        Assert.NotNull(MigrationLaws.For(settle: Forgetful).Single(static law => law.Name == "no-escape").FindViolation(Cases));
    }

    [Fact]
    public void Delegations_keepTheLaws_andTheBarePolicyDoesNot()
    {
        Assert.All(PoolMigrationLaws.For(), law => law.Check(2 * Cases));
        Assert.NotNull(PoolMigrationLaws.For((mechanism, _) => mechanism.Policy.Stake).Single(law => law.Name == "delegation-liable").FindViolation(600));
        Assert.NotNull(PoolMigrationLaws.For((mechanism, state) => mechanism.Policy.Stake with { LiabilityWindow = mechanism.StakingRulesOf(state).LiabilityWindow, UnbondingPeriod = EpochSpan.Of(40) }).Single(law => law.Name == "delegation-released").FindViolation(600));
    }
}
