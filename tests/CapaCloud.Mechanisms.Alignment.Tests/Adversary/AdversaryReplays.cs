using System.Globalization;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>Attacks that are claimed, played again: to the unit by their traces, and by the adversary in its own network.</summary>
internal static class AdversaryReplays
{
    public static IEnumerable<string> Broken(AdversaryDraw draw, Finding.Fails fails, AdversaryPlayer player)
    {
        AlignmentAttack attack = fails.Attack;
        if (!attack.Profit.Low.IsPositive)
        {
            yield return $"draw {draw.Number}: an attack that earns nothing; {fails}";
        }

        foreach (EpochTrace epoch in new[] { attack.Epoch, attack.HonestEpoch }.OfType<EpochTrace>())
        {
            if (epoch.Play(draw.Mechanism, draw.Economics) is var played && played != epoch)
            {
                yield return $"draw {draw.Number}: an epoch replays to {played}; {fails}";
            }
        }

        if (attack.Trace is { } trace && AttackReplay.Play(draw.Mechanism, draw.Economics, trace) is var replayed && fails.Property != AlignmentProperty.WhitewashResistance && replayed != attack.Profit)
        {
            yield return $"draw {draw.Number}: stated {attack.Profit}, replayed {replayed}; {fails}";
        }

        if (fails.Property == AlignmentProperty.IncentiveCompatibility && Played(draw, attack, player) is { } gain && gain <= 0)
        {
            yield return $"draw {draw.Number}: played, the attack gains {gain.ToString("R", CultureInfo.InvariantCulture)}; {fails}";
        }
    }

    /// <summary>After a verdict whoever attacks waits, takes a new name or leaves, whatever costs least.</summary>
    private static double Best(AdversaryPlayer player, AdversaryPlan plan, double found) =>
        new[] { plan, plan with { Renames = true }, plan with { LeavesWhenFound = true } }.Max(one => player.Gain(one, found));

    /// <summary>What the adversary's own network pays for the attack, from a newcomer's state or from that of a long honest life; null where it has no plan for it, or too many courses.</summary>
    private static double? Played(AdversaryDraw draw, AlignmentAttack attack, AdversaryPlayer player)
    {
        if (attack.Trace is { IsRenewed: true } renewed)
        {
            return AdversaryRenewal.Gain(draw.Mechanism, draw.Economics, renewed);
        }

        if (attack.Trace is { Wrongful: > 0 } || attack.At.Any(number => number.Key == "jobsTaken"))
        {
            // It begins in a state that no plan here reaches, its two branches were settled again above; or it rests on which audits are passed, of which the plans have no branches.
            return null;
        }

        if (attack.Trace is { } trace)
        {
            long[] cheat = [.. Enumerable.Repeat(trace.Cheated, (int)Math.Min(100, trace.Length))], work = [.. cheat.Select(_ => draw.Economics.JobsPerEpoch)];
            AdversaryPlan plan = new(work, cheat, Appeals: trace.Wait > 0);
            if (!AdversaryAttacks.IsShort(draw, cheat.Length))
            {
                return null;
            }

            double found = 1 - Math.Pow(1 - trace.Detection.ToDouble(), cheat.Sum()), gain = Best(player, plan, found);
            return gain > 0 ? gain : Math.Max(gain, Best(new AdversaryPlayer(draw.Mechanism, draw.Economics, isSeasoned: true), plan, found));
        }

        // Where pay follows the record, who never joins is compared with a life of wrongful verdicts, and the tail of a plan has none: it would pay a record that no life keeps.
        bool isOfALife = attack.Epoch?.Work is [0, ..] && player.Network.PaysByRecord;
        return !isOfALife && draw.Economics.OutsideOption!.Value.High.IsZero && attack is { Epoch: { Stakes.Length: 1 } taken, HonestEpoch: not null } && AdversaryAttacks.IsShort(draw, 3)
            ? player.Gain(new AdversaryPlan([taken.Work[0], taken.Work[0], taken.Work[0]], [0, 0, 0]))
            : null;
    }
}
