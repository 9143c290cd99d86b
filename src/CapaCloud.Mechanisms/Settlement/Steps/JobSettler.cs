using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Moves the open jobs of one provider on, and pays, parts or gives back the price of those that end.</summary>
/// <remarks>
/// <code>
/// a job ends       when it is called off, not delivered, ruled on, found wrong or right, accepted, or when its time is up
/// it waits         while an accusation about its result is open: a false result is never paid
/// price + bond  =  provider + fee + requester
/// </code>
/// The money comes out of what was reserved for the job; what is not posted is free money of the requester again.
/// </remarks>
internal sealed class JobSettler(FormerRules rules, bool remembersRequesters)
{
    public JobsSettled Settle(in ParticipantState state, in ParticipantInput input, FaultCase[] cases, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        if (state.Jobs.IsEmpty)
        {
            return JobsSettled.None;
        }

        ImmutableArray<Job>.Builder open = ImmutableArray.CreateBuilder<Job>(state.Jobs.Length);
        ImmutableArray<JobOutcome>.Builder ended = ImmutableArray.CreateBuilder<JobOutcome>();
        foreach (Job before in state.Jobs)
        {
            JobPolicy terms = rules.JobsOf(before);
            JobInput said = input.JobOf(before.Task);
            Job job = Move(before, said, input.Epoch, terms);
            JobEnding ending = EndingOf(ref job, said, ResultOf(state, input, cases, job), input.Epoch, terms);
            if (ending == JobEnding.None)
            {
                recorder?.Given($"job {job.Task}", $"open: {job.Stage}", ExplanationRecorder.Money("price", job.Price));
                open.Add(job);
            }
            else
            {
                JobOutcome outcome = Pay(state.Participant, job, ending, terms, postings, recorder);
                ended.Add(remembersRequesters ? outcome with { Conduct = RequesterConduct.Of(ending, job.Stage == JobStage.Disputed) } : outcome);
            }
        }

        return new JobsSettled(open.DrainToImmutable(), ended.DrainToImmutable());
    }

    private static Job Move(Job job, in JobInput said, Epoch now, JobPolicy terms)
    {
        job = said.IsDelivered ? job with { Stage = JobStage.Delivered, DeliveredAt = now, Shortfall = ShortfallOf(job, said, now, terms) } : job;
        return said.Answer == JobEvent.Disputed ? job with { Stage = JobStage.Disputed, DisputedAt = now } : job;
    }

    private static Proportion ShortfallOf(in Job job, in JobInput said, Epoch now, JobPolicy terms)
    {
        UInt128 late = now > job.Deadline ? (now - job.Deadline).Epochs : 0, most = (UInt128)terms.Grace.Epochs + 1;
        Proportion lateness = Proportion.FromParts((ulong)MultiplyDivide.Up(late > most ? most : late, Proportion.PartsPerOne, most));
        return said.Shortfall.Complement.Multiply(lateness.Complement, Rounding.Down).Complement;
    }

    private static JobEnding EndingOf(ref Job job, in JobInput said, Result result, Epoch now, JobPolicy terms)
    {
        if (job.Stage == JobStage.Awarded)
        {
            return said.Answer == JobEvent.Cancelled ? JobEnding.Cancelled
                : now >= job.Deadline && now - job.Deadline >= terms.Grace ? JobEnding.NotDelivered
                : JobEnding.None;
        }

        if (said.Answer == JobEvent.RuledForRequester || result == Result.Wrong)
        {
            return result == Result.Wrong ? JobEnding.FoundWrong : JobEnding.RuledForRequester;
        }

        JobEnding answer = result == Result.Right ? JobEnding.FoundRight
            : said.Answer == JobEvent.RuledForProvider ? JobEnding.RuledForProvider
            : said.Answer == JobEvent.Accepted ? JobEnding.Accepted
            : job.Answer;
        if (result == Result.Open)
        {
            job = job with { Answer = answer };
            return JobEnding.None;
        }

        return answer != JobEnding.None ? answer
            : job.Stage == JobStage.Disputed ? (now - job.DisputedAt >= terms.RulingPeriod ? JobEnding.NoRuling : JobEnding.None)
            : now - job.DeliveredAt >= terms.ReviewPeriod ? JobEnding.Unopposed
            : JobEnding.None;
    }

    private static Result ResultOf(in ParticipantState provider, in ParticipantInput input, FaultCase[] cases, in Job job)
    {
        Result result = Result.Unknown;
        foreach (PassedAudit audit in input.PassedAudits)
        {
            result = audit.Task == job.Task && audit.Epoch >= job.AwardedAt ? Result.Right : result;
        }

        if (cases.Length == 0)
        {
            return result;
        }

        ImmutableArray<Digest> keys = FaultKey.AllOfResult(provider, job.Task);
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            // What was done under this name before the job was awarded is not the job's.
            if (keys.Contains(item.Key) && item.FaultEpoch >= job.AwardedAt)
            {
                result = item.IsOpen ? (result == Result.Wrong ? result : Result.Open)
                    : item.Status is CaseStatus.Charged or CaseStatus.Suspended ? Result.Wrong
                    : result;
            }
        }

        return result;
    }

    private static JobOutcome Pay(ParticipantId provider, in Job job, JobEnding ending, JobPolicy terms, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        string name = $"job {job.Task}";
        recorder?.Given(name, $"ended: {ending}", ExplanationRecorder.Money("price", job.Price));
        Amount earned = ending switch
        {
            JobEnding.Cancelled => Part(name, "cancellation fee", job.Price, terms.CancellationFee, recorder),
            JobEnding.FoundWrong or JobEnding.NotDelivered or JobEnding.RuledForRequester => Amount.Zero,
            JobEnding.NoRuling => Part(name, "kept, because nobody ruled", Earned(name, job, terms, recorder), terms.NoRulingRefund.Complement, recorder),
            _ => Earned(name, job, terms, recorder),
        };
        Amount fee = ending == JobEnding.Cancelled || earned.IsZero ? Amount.Zero : Part(name, "fee", earned, job.Fee, recorder);
        bool isLost = job.Stage == JobStage.Disputed && (ending is JobEnding.Accepted or JobEnding.FoundRight or JobEnding.RuledForProvider);
        Amount bond = isLost ? job.Bond : Amount.Zero;
        LedgerAccount escrow = LedgerAccount.Escrow(job.Requester), wallet = LedgerAccount.Wallet(provider);
        Post(postings, escrow, wallet, earned - fee, ending == JobEnding.Cancelled ? PostingReason.Cancellation : PostingReason.JobPay);
        Post(postings, escrow, LedgerAccount.Treasury, fee, PostingReason.Fee);
        Post(postings, escrow, wallet, bond, PostingReason.DisputeBond);
        if (!bond.IsZero)
        {
            recorder?.Given(name, "the bond of the dispute that the requester lost", ExplanationRecorder.Money("bond", bond));
        }

        return new JobOutcome
        {
            Task = job.Task,
            Requester = job.Requester,
            Ending = ending,
            ToProvider = earned - fee + bond,
            Fee = fee,
            ToRequester = job.Reserved - earned - bond,
        };
    }

    private static Amount Earned(string name, in Job job, JobPolicy terms, ExplanationRecorder? recorder)
    {
        Ratio service = terms.Service.Evaluate(job.Shortfall.Complement);
        Proportion part = service >= Ratio.One ? Proportion.One : Proportion.FromParts((ulong)service.Parts);
        recorder?.Given($"{name}: service", "how much of what was promised was delivered", ExplanationRecorder.Parts("service", job.Shortfall.Complement));
        return Part(name, "earned", job.Price, part, recorder);
    }

    private static Amount Part(string job, string what, Amount whole, Proportion part, ExplanationRecorder? recorder)
    {
        Amount amount = whole.Multiply(part, Rounding.Down);
        recorder?.MultiplyDivide(
            $"{job}: {what}",
            "amount * part",
            ExplanationRecorder.Money("amount", whole),
            ExplanationRecorder.Parts("part", part),
            ExplanationRecorder.Parts("one", Ratio.One),
            Rounding.Down,
            ExplanationRecorder.Money(what, amount));
        return amount;
    }

    private static void Post(ICollection<Posting> postings, LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
    {
        if (!amount.IsZero)
        {
            postings.Add(new Posting(from, to, amount, reason));
        }
    }

    private enum Result
    {
        Unknown,
        Open,
        Wrong,
        Right,
    }
}
