namespace CapaCloud.Mechanisms.Alignment.Games;

/// <content>One task given to two replicas, who may collude (Dong, Wang, Aldweesh, McCorry, van Moorsel, CCS 2017).</content>
public static partial class ProtocolGames
{
    /// <summary>
    /// Two replicas of one task, each with a deposit: when their results differ, arbitration finds who cheated, whose deposit pays the other.
    /// The second sees what the first did, which is the worst case for collusion.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when deposit &gt; cost + arbitration</code>
    /// Stakes: the <c>wage</c> and <c>cost</c> of the work, the <c>deposit</c>, the fee of <c>arbitration</c>. Both inventing the same result
    /// pays the wage twice; the honest one of two differing replicas gets wage and the other's deposit less the fee.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame TwoReplicas()
    {
        Replicas replicas = new(hasSideContract: false);
        return replicas.ToProtocol(
            "two replicas",
            secondAfterInventing: replicas.BetrayOrCollude(),
            published: replicas.Deposit > replicas.Cost + replicas.Arbitration,
            "deposit above cost plus arbitration fee: the prisoner's contract");
    }

    /// <summary>
    /// Two replicas with a side contract, which the first signs by handing in the agreed result: the second, who leads, bribes the first, and
    /// loses a bond to it by betraying it.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when deposit + bribe &gt; cost + arbitration + bond</code>
    /// Further stakes: the side contract's <c>bond</c> and the <c>bribe</c>. So a large enough bond restores collusion: it takes
    /// <see cref="TwoReplicasWithReporting"/> to break it.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame TwoReplicasWithSideContract()
    {
        Replicas replicas = new(hasSideContract: true);
        return replicas.ToProtocol(
            "two replicas with a side contract",
            secondAfterInventing: replicas.BetrayOrCollude(),
            published: replicas.Deposit + replicas.Bribe > replicas.Cost + replicas.Arbitration + replicas.Bond,
            "the colluders' bond restores collusion from deposit - cost - fee + bribe on: the colluder's contract");
    }

    /// <summary>
    /// Two replicas with a side contract, and a reward for who secretly reports it: the reporter computes, hands in the agreed result, keeps
    /// both deposits' protection, and gets a reward.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when report &gt; cost | deposit + bribe &gt; cost + arbitration + bond</code>
    /// Further stake: the reward for a <c>report</c>. The side contract's bond does not matter to a reporter, for it cannot see the report.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame TwoReplicasWithReporting()
    {
        Replicas replicas = new(hasSideContract: true);
        StakeExpression report = replicas.Game.Constant("report");
        replicas.Game.Assume(report >= 0, replicas.Deposit >= replicas.Cost);
        OutcomeNode reported = replicas.Game.Ends(
            (replicas.First, replicas.Bribe - replicas.Deposit),
            (replicas.Second, replicas.Wage - replicas.Bribe - replicas.Cost + report - replicas.Reluctance));
        return replicas.ToProtocol(
            "two replicas with a reporting reward",
            secondAfterInventing: replicas.BetrayOrCollude(("report", reported)),
            published: report > replicas.Cost | replicas.Deposit + replicas.Bribe > replicas.Cost + replicas.Arbitration + replicas.Bond,
            "the reporting reward with immunity breaks the side contract: the traitor's contract");
    }

    /// <summary>What the three protocols with replicas have in common.</summary>
    private sealed class Replicas
    {
        public Replicas(bool hasSideContract)
        {
            First = Game.Player("first");
            Second = Game.Player("second");
            Wage = Game.Constant("wage");
            Cost = Game.Constant("cost");
            Deposit = Game.Constant("deposit");
            Arbitration = Game.Constant("arbitration");
            Reluctance = Game.Infinitesimal("reluctance");
            Game.Assume(Cost > 0, Wage >= Cost, Deposit >= 0, Arbitration >= 0, Reluctance > 0);
            if (hasSideContract)
            {
                Bond = Game.Constant("bond");
                Bribe = Game.Constant("bribe");
                Game.Assume(Bond >= 0, Bribe >= 0, Bribe <= Wage);
            }
        }

        public GameBuilder Game { get; } = new();

        public GamePlayer First { get; }

        public GamePlayer Second { get; }

        public StakeExpression Wage { get; }

        public StakeExpression Cost { get; }

        public StakeExpression Deposit { get; }

        public StakeExpression Arbitration { get; }

        public StakeExpression Reluctance { get; }

        public StakeExpression Bond { get; } = StakeExpression.Zero;

        public StakeExpression Bribe { get; } = StakeExpression.Zero;

        /// <summary>Returns the second's choice after the first invented a result.</summary>
        public ChoiceNode BetrayOrCollude(params ReadOnlySpan<(string Action, GameNode Node)> others)
        {
            StakeExpression right = Wage - Cost + Deposit - Arbitration;
            return Second.Chooses(
            [
                ("compute", Game.Ends((First, Bond - Deposit), (Second, right - Bond - Reluctance))),
                ("invent", Game.Ends((First, Wage + Bribe), (Second, Wage - Bribe))),
                .. others,
            ]);
        }

        public ProtocolGame ToProtocol(string name, ChoiceNode secondAfterInventing, StakeCondition published, string source)
        {
            StakeExpression right = Wage - Cost + Deposit - Arbitration;
            Game.Start(First.Chooses(
                ("compute", Second.Chooses(
                    ("compute", Game.Ends((First, Wage - Cost), (Second, Wage - Cost))),
                    ("invent", Game.Ends((First, right), (Second, -Deposit))))),
                ("invent", secondAfterInventing)));
            Game.Honest("compute", "compute");
            return new ProtocolGame(name, Game.Build(), GameProperty.Practicality, published, source);
        }
    }
}
