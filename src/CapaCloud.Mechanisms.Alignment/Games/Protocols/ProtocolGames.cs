using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>The library's own protocols as games with named stakes.</summary>
/// <remarks>
/// No formula of its own; each protocol states its condition. An infinitesimal called <c>reluctance</c> is what it costs a player, beyond all
/// that is counted, to act against an accomplice or to check a claim; <c>relish</c> is what a report gives an accomplice beyond its bounty. They
/// make ties fall against honesty, so that conditions come out strict.
/// </remarks>
public static partial class ProtocolGames
{
    /// <summary>Gets every protocol with every stake left open; the rates that a game needs as numbers are one in a thousand.</summary>
    public static IReadOnlyList<ProtocolGame> All { get; } =
    [
        ChallengeWithBonds(),
        ForcedErrors(Rational.FromQuotient(1, 1_000)),
        TwoReplicas(),
        TwoReplicasWithSideContract(),
        TwoReplicasWithReporting(),
        EscrowWithDispute(),
        CommitAndReveal(),
        SelfReporting(),
    ];

    /// <summary>
    /// A claim with a bond that anyone may challenge with a bond: the asserter computes or invents, the challenger accepts or challenges, and
    /// who is in the wrong loses the bond.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when bounty &gt; check &amp; reward + bond &gt;= cost</code>
    /// Stakes: <c>reward</c> and <c>cost</c> of honest work, the asserter's <c>bond</c>, the challenger's <c>counterbond</c>, the
    /// <c>bounty</c> for a justified challenge, what it costs to <c>check</c>.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame ChallengeWithBonds()
    {
        GameBuilder game = new();
        GamePlayer asserter = game.Player("asserter");
        GamePlayer challenger = game.Player("challenger");
        StakeExpression reward = game.Constant("reward");
        StakeExpression cost = game.Constant("cost");
        StakeExpression bond = game.Constant("bond");
        StakeExpression counterbond = game.Constant("counterbond");
        StakeExpression bounty = game.Constant("bounty");
        StakeExpression check = game.Constant("check");
        StakeExpression reluctance = game.Infinitesimal("reluctance");
        game.Assume(cost > 0, bond >= 0, counterbond > 0, bounty >= 0, check >= 0, reluctance > 0);
        game.Start(asserter.Chooses(
            ("compute", challenger.Chooses(
                ("accept", game.Ends((asserter, reward - cost))),
                ("challenge", game.Ends((asserter, reward - cost), (challenger, -counterbond))))),
            ("invent", challenger.Chooses(
                ("accept", game.Ends((asserter, reward))),
                ("challenge", game.Ends((asserter, -bond), (challenger, bounty - check - reluctance)))))));
        game.Honest("compute", "accept");
        return new ProtocolGame(
            "challenge with bonds", game.Build(), GameProperty.Practicality, null, "derived here");
    }

    /// <summary>
    /// A verifier who is paid a jackpot for finding the errors that the network plants, so that checking pays though nobody cheats: the
    /// verifier checks or skips, and the solver, who knows which, computes or invents.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when rate * jackpot &gt; check, given reward + bond &gt;= cost</code>
    /// That a solver rather works than loses reward and bond is assumed, as an initial constraint of the game. The rate is a number, since a product of two symbols would not be linear. Source: Teutsch and Reitwiessner, "A scalable verification
    /// solution for blockchains" (2017): forced-error rate times payoff above the cost of verifying.
    /// </remarks>
    /// <param name="rate">How often an error is planted, above 0 and at most 1.</param>
    /// <returns>The protocol.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0 and at most 1.</exception>
    public static ProtocolGame ForcedErrors(Rational rate)
    {
        if (rate.Sign <= 0 || rate > Rational.One)
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "Expected a rate above 0 and at most 1.");
        }

        GameBuilder game = new();
        GamePlayer verifier = game.Player("verifier");
        GamePlayer solver = game.Player("solver");
        StakeExpression reward = game.Constant("reward");
        StakeExpression cost = game.Constant("cost");
        StakeExpression bond = game.Constant("bond");
        StakeExpression jackpot = game.Constant("jackpot");
        StakeExpression check = game.Constant("check");
        StakeExpression reluctance = game.Infinitesimal("reluctance");
        StakeExpression checking = (jackpot * rate) - check - reluctance;
        game.Assume(cost > 0, bond >= 0, jackpot >= 0, check >= 0, reluctance > 0, reward + bond >= cost);
        game.Start(verifier.Chooses(
            ("check", solver.Chooses(
                ("compute", game.Ends((solver, reward - cost), (verifier, checking))),
                ("invent", game.Ends((solver, -bond), (verifier, checking))))),
            ("skip", solver.Chooses(
                ("compute", game.Ends((solver, reward - cost))),
                ("invent", game.Ends((solver, reward)))))));
        game.Honest("check", "compute");
        return new ProtocolGame(
            "forced errors",
            game.Build(),
            GameProperty.Practicality,
            jackpot * rate > check,
            "forced-error rate times payoff share above the cost of verifying (Truebit)");
    }

    /// <summary>
    /// Escrow with dispute: the buyer pays into escrow, the seller delivers or keeps, the buyer releases or disputes, and an arbiter finds for
    /// who is in the right.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when price + compensation &gt; dispute</code>
    /// Stakes: the <c>price</c>, the <c>value</c> of what is delivered, its <c>cost</c> to the seller, what a <c>dispute</c> costs the buyer
    /// who is in the right, the <c>fee</c> of who is in the wrong, the <c>compensation</c> the seller pays the buyer.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame EscrowWithDispute()
    {
        GameBuilder game = new();
        GamePlayer buyer = game.Player("buyer");
        GamePlayer seller = game.Player("seller");
        StakeExpression price = game.Constant("price");
        StakeExpression value = game.Constant("value");
        StakeExpression cost = game.Constant("cost");
        StakeExpression dispute = game.Constant("dispute");
        StakeExpression fee = game.Constant("fee");
        StakeExpression compensation = game.Constant("compensation");
        StakeExpression reluctance = game.Infinitesimal("reluctance");
        game.Assume(value >= price, price >= cost, cost > 0, dispute >= 0, fee > 0, compensation >= 0, reluctance > 0);
        game.Start(buyer.Chooses(
            ("pay", seller.Chooses(
                ("deliver", buyer.Chooses(
                    ("release", game.Ends((buyer, value - price), (seller, price - cost))),
                    ("dispute", game.Ends((buyer, value - price - fee), (seller, price - cost))))),
                ("keep", buyer.Chooses(
                    ("release", game.Ends((buyer, -price), (seller, price))),
                    ("dispute", game.Ends((buyer, compensation - dispute - reluctance), (seller, -fee - compensation))))))),
            ("leave", game.Ends())));
        game.Honest("pay", "deliver", "release");
        return new ProtocolGame(
            "escrow with dispute", game.Build(), GameProperty.Practicality, null, "derived here");
    }

    /// <summary>
    /// Commit and reveal with two workers: both commit before either reveals, so copying cannot work; who does not reveal loses a bond.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when reward + bond &gt;= secrecy</code>
    /// Stakes: <c>reward</c> and <c>cost</c> of honest work, the <c>bond</c> behind a commitment, the <c>secrecy</c> gain of a worker who keeps
    /// the result to itself.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame CommitAndReveal()
    {
        GameBuilder game = new();
        GamePlayer first = game.Player("first");
        GamePlayer second = game.Player("second");
        StakeExpression reward = game.Constant("reward");
        StakeExpression cost = game.Constant("cost");
        StakeExpression bond = game.Constant("bond");
        StakeExpression secrecy = game.Constant("secrecy");
        game.Assume(reward >= cost, cost > 0, bond > 0, secrecy >= 0);

        // Who copied a commitment cannot open it: the bond is lost whatever it does.
        StakeExpression honest = reward - cost;
        StakeExpression silent = secrecy - cost - bond;
        ChoiceNode AfterBothCommitted(StakeExpression secondReveals, StakeExpression secondSilent) => first.Chooses(
            ("reveal", second.Chooses(
                ("reveal", game.Ends((first, honest), (second, secondReveals))),
                ("withhold", game.Ends((first, honest), (second, secondSilent))))),
            ("withhold", second.Chooses(
                ("reveal", game.Ends((first, silent), (second, secondReveals))),
                ("withhold", game.Ends((first, silent), (second, secondSilent))))));
        game.Start(first.Chooses(
            ("compute", second.Chooses(
                ("compute", AfterBothCommitted(honest, silent)),
                ("copy", AfterBothCommitted(-bond, -bond)))),
            ("invent", game.Ends((first, -bond), (second, honest)))));
        game.Honest("compute", "compute", "reveal", "reveal");
        return new ProtocolGame(
            "commit and reveal", game.Build(), GameProperty.Practicality, null, "derived here");
    }

    /// <summary>
    /// Self-reporting for a bounty: an offender and an accomplice who reports the offence, against those who delegated stake to the offender.
    /// </summary>
    /// <remarks>
    /// <code>secure exactly when bounty &lt; own</code>
    /// Stakes: the offender's <c>own</c> loss, the loss of those who <c>delegated</c>, the <c>bounty</c>. Source: Harmony (issue 4059) and
    /// Razor Network (issue 389), where the bounty was a share of the whole loss and self-reporting paid.
    /// </remarks>
    /// <returns>The protocol.</returns>
    public static ProtocolGame SelfReporting()
    {
        GameBuilder game = new();
        GamePlayer offender = game.Player("offender");
        GamePlayer accomplice = game.Player("accomplice");
        GamePlayer delegators = game.Player("delegators");
        StakeExpression own = game.Constant("own");
        StakeExpression delegated = game.Constant("delegated");
        StakeExpression bounty = game.Constant("bounty");
        StakeExpression relish = game.Infinitesimal("relish");
        game.Assume(own > 0, delegated >= 0, bounty >= 0, relish > 0);
        game.Start(offender.Chooses(
            ("behave", game.Ends()),
            ("offend", accomplice.Chooses(
                ("report", game.Ends((offender, -own), (accomplice, bounty + relish), (delegators, -delegated))),
                ("keep quiet", game.Ends())))));
        game.Honest("behave");
        return new ProtocolGame(
            "self-reporting for a bounty",
            game.Build(),
            GameProperty.CollusionResilience,
            bounty < own,
            "bounty below the offender's own loss (after harmony-one/harmony#4059, razor-network/oracle-contracts#389)");
    }
}
