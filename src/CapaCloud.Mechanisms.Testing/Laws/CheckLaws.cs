using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of checks: what they pay, that each pays once, and that silence is a missed duty; part of <see cref="MechanismLaws"/>.</summary>
internal static class CheckLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Verification.Panels is null
            ? []
            :
            [
                Law.Of("checks-are-paid", "the treasury pays every check that was right alike, at most the pay of the policy and at most what it had, and nothing else", cases, item =>
                    PaysChecks(mechanism, mechanism.Settle(Poor(item.State), item.Report))),
                Law.Of("check-pays-once", "verdicts and checks that are reported again in the next epoch pay nothing", cases, item => PaysOnce(mechanism, item)),
                Law.Of("silence-is-a-missed-duty", "a checker of whom the report has no verdict was absent, and no other duty made it so", cases, item => MissesDuties(mechanism, item)),
            ];

    /// <summary>Counts again, from the report and what each remembers to have passed.</summary>
    private static bool PaysChecks(IMechanism mechanism, EpochSettlement settled)
    {
        Amount most = mechanism.Policy.Verification.Panels!.Pay, sum = Amount.Zero;
        HashSet<Amount> each = [];
        UInt128 checks = UInt128.Zero;
        foreach (ParticipantOutcome outcome in settled.Outcomes)
        {
            ParticipantState before = settled.Before.StateOf(outcome.After.Participant);
            int right = settled.Report.Checks.Where(duty => duty.Checker == before.Participant).Select(duty => duty.Task).Distinct().Count(task => Passed(settled, before, task));
            checks += (UInt128)right;
            sum += outcome.CheckPay;
            if (right == 0 ? !outcome.CheckPay.IsZero : outcome.CheckPay.Units % (UInt128)right != UInt128.Zero)
            {
                return false;
            }

            _ = right == 0 || each.Add(Amount.Of(outcome.CheckPay.Units / (UInt128)right));
        }

        Amount expected = checks == UInt128.Zero ? Amount.Zero : Amount.Min(most, Amount.Of(settled.Before.Treasury.Units / checks));
        Amount posted = settled.Postings.Where(posting => posting.Reason == PostingReason.CheckPay && posting.From == LedgerAccount.Treasury).Aggregate(Amount.Zero, (all, posting) => all + posting.Amount);
        return posted == sum && sum <= settled.Before.Treasury && each.All(pay => pay == expected);
    }

    private static bool Passed(EpochSettlement settled, ParticipantState before, TaskId task) =>
        before.PassedAudits.All(audit => audit.Task != task)
        && settled.OutcomeOf(before.Participant).After.PassedAudits.Any(audit => audit.Task == task);

    private static bool PaysOnce(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement settled = mechanism.Settle(Poor(item.State), item.Report);
        EpochReport again = new() { Epoch = settled.After.Epoch, Verdicts = item.Report.Verdicts, Checks = item.Report.Checks };
        return mechanism.Settle(settled.After, again).Outcomes.All(outcome => outcome.CheckPay.IsZero);
    }

    private static bool MissesDuties(IMechanism mechanism, NetworkCase item)
    {
        EpochReport quiet = item.Report with { Participants = [], Evidence = [] };
        return mechanism.Settle(item.State, quiet).Outcomes.All(outcome =>
        {
            ParticipantId name = outcome.After.Participant;
            CheckDuty[] own = [.. quiet.Checks.Where(duty => duty.Checker == name)];
            bool isSilent = own.Any(duty => !quiet.Verdicts.Any(verdict => verdict.Participant == name && verdict.Task == duty.Task));
            EpochSpan before = item.State.StateOf(name).AbsentFor;
            return outcome.After.AbsentFor == (isSilent ? before + EpochSpan.One : own.Length > 0 ? EpochSpan.Zero : before);
        });
    }

    /// <summary>Returns the network with so little in its treasury that it often cannot pay every check whole.</summary>
    private static NetworkState Poor(NetworkState state)
    {
        Amount little = Amount.Of(50);
        return state with
        {
            Treasury = little,
            Books = state.Books with { In = state.Books.In - state.Treasury + little, Held = state.Books.Held - state.Treasury + little },
        };
    }
}
