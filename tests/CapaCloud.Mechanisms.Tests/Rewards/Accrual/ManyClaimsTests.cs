using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

/// <summary>20,000 random operations with one seed and 2,000 with another, or as many as REWARDS_OPERATIONS says, with the books checked after each.</summary>
public sealed class ManyClaimsTests
{
    private const int Members = 40;

    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(2, 2_000)]
    public void Book_manyOperations_conservesAndPaysTheSameAsOneClaim(int seed, int usual)
    {
        int operations = int.TryParse(Environment.GetEnvironmentVariable("REWARDS_OPERATIONS"), out int asked) ? asked : usual;
        Random random = new(seed);
        DelegatorBook often = DelegatorBook.Begin(Epoch.Of(1)), once = often;
        Amount[] paidOften = new Amount[Members];
        ulong[] splits = new ulong[Members];
        Amount came = Amount.Zero, refused = Amount.Zero;
        ulong now = 1, open = 1;
        for (int operation = 0; operation < operations; operation++)
        {
            int who = random.Next(Members);
            ParticipantId member = ParticipantId.Of($"m{who}");
            switch (random.Next(6))
            {
                case 0 when often.Rewards.Layers[^1].From.Number <= now:
                    UInt128 stake = (UInt128)random.NextInt64(1, 1L << random.Next(1, 62));
                    (often, once) = (often.Join(member, stake, Epoch.Of(now)), once.Join(member, stake, Epoch.Of(now)));
                    break;
                case 1 when Brought(often, member) is { } brought && brought > UInt128.Zero:
                    UInt128 part = brought / (UInt128)random.Next(1, 4);
                    part = part == UInt128.Zero ? brought : part;
                    splits[who]++;
                    if (random.Next(2) == 0)
                    {
                        (often, once) = (often.Leave(member, part, Epoch.Of(now)), once.Leave(member, part, Epoch.Of(now)));
                    }
                    else
                    {
                        ParticipantId other = ParticipantId.Of($"m{random.Next(Members)}");
                        (often, once) = (often.Transfer(member, other, part, Epoch.Of(now)), once.Transfer(member, other, part, Epoch.Of(now)));
                    }

                    break;
                case 2 when random.Next(20) == 0:
                    Epoch fault = Epoch.Of(now - ulong.Min(now, (ulong)random.Next(3)));
                    Proportion fraction = Proportion.Percent((uint)random.Next(0, 60));
                    (often, once) = (often.Slash(fault, fraction, Epoch.Of(now)), once.Slash(fault, fraction, Epoch.Of(now)));
                    break;
                case 3 when open <= now:
                    Amount reward = Amount.Of((UInt128)random.NextInt64(1L << random.Next(1, 62)));
                    (often, Amount first) = often.Close(Epoch.Of(open), reward);
                    (once, Amount second) = once.Close(Epoch.Of(open), reward);
                    Assert.Equal(first, second);
                    (came, refused, open) = (came + reward, refused + first, open + 1);
                    break;
                case 4:
                    now++;
                    break;
                default:
                    if (often.Entries.Any(entry => entry.Owner == member))
                    {
                        (often, Amount paid) = often.Claim(member);
                        paidOften[who] += paid;
                    }

                    break;
            }

            Assert.Equal(came, paidOften.Aggregate(often.Rewards.Held + refused, (sum, paid) => sum + paid));
        }

        for (int who = 0; who < Members; who++)
        {
            ParticipantId member = ParticipantId.Of($"m{who}");
            Amount last = often.Payable(member), all = once.Payable(member);
            if (often.Entries.Any(entry => entry.Owner == member))
            {
                (often, _) = often.Claim(member);
            }

            if (once.Entries.Any(entry => entry.Owner == member))
            {
                (once, _) = once.Claim(member);
            }

            // A position that is divided is rounded in two parts from then on: at most a unit for each time.
            Amount together = paidOften[who] + last, apart = all > together ? all - together : together - all;
            Assert.True(apart.Units <= splits[who], $"{member} was paid {together} by many claims and {all} by one, after {splits[who]} splits");
        }

        Assert.True(often.Rewards.Held.Units <= (UInt128)(2 * operations), $"{often.Rewards.Held} base units are held after everybody was paid");
    }

    private static UInt128? Brought(DelegatorBook book, ParticipantId member) =>
        book.Entries.FirstOrDefault(entry => entry.Owner == member)?.Positions.Where(position => position.Until is null).Aggregate(UInt128.Zero, (sum, position) => sum + position.Stake);
}
