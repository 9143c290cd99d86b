namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The network's balances while the postings of an epoch are carried out, one after the other.</summary>
/// <param name="Books">Where all the money is.</param>
/// <param name="Treasury">The common purse, in base units.</param>
/// <param name="RewardPool">What is still to be paid as rewards, in base units.</param>
internal readonly record struct MovedBalances(Books Books, Amount Treasury, Amount RewardPool)
{
    /// <summary>Returns a state's balances before its epoch.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The balances.</returns>
    public static MovedBalances Of(NetworkState state) => new(state.Books, state.Treasury, state.RewardPool);

    /// <summary>Returns the balances after some postings more.</summary>
    /// <param name="postings">The postings, in their order.</param>
    /// <returns>The balances.</returns>
    /// <exception cref="OverflowException">A balance would be negative or exceed 2^128 - 1.</exception>
    public MovedBalances With(IEnumerable<Posting> postings)
    {
        MovedBalances balances = this;
        foreach (Posting posting in postings)
        {
            balances = balances.With(posting);
        }

        return balances;
    }

    /// <summary>Returns the balances after one posting more.</summary>
    /// <param name="posting">The posting.</param>
    /// <returns>The balances.</returns>
    /// <exception cref="OverflowException">A balance would be negative or exceed 2^128 - 1.</exception>
    public MovedBalances With(in Posting posting) => new(
        Books.With(posting), Apply(Treasury, LedgerAccountKind.Treasury, posting), Apply(RewardPool, LedgerAccountKind.RewardPool, posting));

    private static Amount Apply(Amount balance, LedgerAccountKind kind, in Posting posting)
    {
        balance = posting.To.Kind == kind ? balance + posting.Amount : balance;
        return posting.From.Kind == kind ? balance - posting.Amount : balance;
    }
}
