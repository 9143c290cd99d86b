namespace CapaCloud.Mechanisms;

/// <summary>Where all the money is: what came in equals what went out, what is held, what was burned and what is dust.</summary>
/// <remarks>
/// <code>In = Out + Held + Burned + Dust</code>
/// In base units. <c>default</c> is an empty network, in which the equation holds.
/// </remarks>
/// <param name="In">What requesters paid, what was issued, and what participants deposited.</param>
/// <param name="Out">What was paid to participants' wallets.</param>
/// <param name="Held">What lies in stakes, pools, the treasury and other accounts inside the network, dust excepted.</param>
/// <param name="Burned">What was destroyed.</param>
/// <param name="Dust">What divisions left over and nobody has got yet.</param>
public readonly record struct Books(Amount In, Amount Out, Amount Held, Amount Burned, Amount Dust)
{
    /// <summary>Gets what is missing or too much: zero, or there is a defect.</summary>
    public SignedAmount Difference => SignedAmount.Change(Out + Held + Burned + Dust, In);

    /// <summary>Returns the totals with one more posting in them.</summary>
    /// <param name="posting">The posting.</param>
    /// <returns>The new totals.</returns>
    /// <exception cref="OverflowException">A total exceeds 2^128 - 1, or more leaves a class of accounts than is there.</exception>
    public Books With(in Posting posting) => Debit(posting.From, posting.Amount).Credit(posting.To, posting.Amount);

    private Books Credit(LedgerAccount account, Amount amount) => account.Kind switch
    {
        LedgerAccountKind.Requesters or LedgerAccountKind.Issuance or LedgerAccountKind.Wallet => this with { Out = Out + amount },
        LedgerAccountKind.Burned => this with { Burned = Burned + amount },
        LedgerAccountKind.Dust => this with { Dust = Dust + amount },
        _ => this with { Held = Held + amount },
    };

    private Books Debit(LedgerAccount account, Amount amount) => account.Kind switch
    {
        LedgerAccountKind.Requesters or LedgerAccountKind.Issuance or LedgerAccountKind.Wallet => this with { In = In + amount },
        LedgerAccountKind.Dust => this with { Dust = Dust - amount },
        _ => this with { Held = Held - amount },
    };

    /// <summary>Returns where the money is, in base units: <c>in 100 units = out 60 + held 30 + burned 10 + dust 0</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"in {Prose.Units(In)} = out {Prose.Number(Out)} + held {Prose.Number(Held)} + burned {Prose.Number(Burned)} + dust {Prose.Number(Dust)}";
}
