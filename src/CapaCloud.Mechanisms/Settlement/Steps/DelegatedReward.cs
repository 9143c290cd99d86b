namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The delegators' part of an operator's reward, and the operator's commission on it.</summary>
internal readonly record struct DelegatedReward(Amount Net, Amount Commission)
{
    public static DelegatedReward Of(MechanismPolicy policy, in ParticipantState state, Amount reward, Epoch now, ExplanationRecorder? recorder)
    {
        if (state.Delegated is not { } delegated)
        {
            return default;
        }

        Amount theirs = delegated.EarningIn(now), own = StakeBehind.OwnEarningIn(state, now);
        if (theirs.IsZero)
        {
            return default;
        }

        Amount part = reward.Multiply(theirs.Units, (theirs + own).Units, Rounding.Down);
        Proportion rate = Proportion.Min(delegated.Commission.RateIn(now), policy.Delegation?.CommissionAtMost ?? Proportion.One);
        Amount commission = part.Multiply(rate, Rounding.Down);
        if (recorder is not null)
        {
            Amount all = theirs + own;
            recorder.Define("stake that earns: what stood before this epoch, less what it lost");
            recorder.MultiplyDivide(
                "delegators' part",
                "reward * delegated stake / all stake that earns",
                ExplanationRecorder.Money("reward", reward),
                ExplanationRecorder.Money("delegated stake", theirs),
                ExplanationRecorder.Money("all stake that earns", all),
                Rounding.Down,
                ExplanationRecorder.Money("delegators' part", part));
            recorder.MultiplyDivide(
                "commission",
                "delegators' part * rate",
                ExplanationRecorder.Money("delegators' part", part),
                ExplanationRecorder.Parts("rate", rate),
                ExplanationRecorder.One,
                Rounding.Down,
                ExplanationRecorder.Money("commission", commission));
            recorder.Given("to the delegators", "their part, less the commission", ExplanationRecorder.Money("to the delegators", part - commission));
        }

        return new DelegatedReward(part - commission, commission);
    }
}
