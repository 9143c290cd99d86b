namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives each participant the appeals it makes and the rulings on its cases.</summary>
internal sealed class ProceedingsIntake(NetworkState state, EpochReport report, List<SetAsideItem> setAside)
{
    public void Read(ParticipantInput[] inputs)
    {
        foreach (IGrouping<ParticipantId, Digest> appeals in report.Appeals.GroupBy(appeal => state.HolderOf(appeal.Offender), static appeal => appeal.Key))
        {
            int position = state.IndexOf(appeals.Key);
            Dictionary<Digest, FaultCase> pending = Pending(position);
            SortedSet<Digest> admitted = [];
            foreach (Digest key in appeals)
            {
                SetAsideReason reason = !pending.TryGetValue(key, out FaultCase accused) ? SetAsideReason.NotPending
                    : accused.IsAppealed || !admitted.Add(key) ? SetAsideReason.AlreadyAppealed
                    : SetAsideReason.None;
                SetAside(ReportItem.Appeal, appeals.Key, key, reason);
            }

            if (admitted.Count > 0)
            {
                inputs[position] = inputs[position] with { Appeals = [.. admitted] };
            }
        }

        foreach (IGrouping<ParticipantId, Ruling> rulings in report.Rulings.Select(ruling => ruling with { Offender = state.HolderOf(ruling.Offender) }).GroupBy(static ruling => ruling.Offender))
        {
            int position = state.IndexOf(rulings.Key);
            Dictionary<Digest, FaultCase> pending = Pending(position);
            List<Ruling> admitted = [];
            foreach (IGrouping<Digest, Ruling> ofOne in rulings.GroupBy(static ruling => ruling.Key))
            {
                Ruling[] distinct = [.. ofOne.Distinct()];
                bool isClear = distinct is [{ Outcome: RulingOutcome.Overturned or RulingOutcome.Confirmed }];
                SetAsideReason reason = !pending.ContainsKey(ofOne.Key) ? SetAsideReason.NotPending : isClear ? SetAsideReason.None : SetAsideReason.UnclearRuling;
                if (reason == SetAsideReason.None)
                {
                    admitted.Add(distinct[0]);
                }

                foreach (Ruling ruling in ofOne.Skip(reason == SetAsideReason.None ? 1 : 0))
                {
                    SetAside(ReportItem.Ruling, ruling.Offender, ruling.Key, reason == SetAsideReason.None ? SetAsideReason.Duplicate : reason);
                }
            }

            if (admitted.Count > 0)
            {
                inputs[position] = inputs[position] with { Rulings = [.. admitted.OrderBy(static ruling => ruling.Key)] };
            }
        }
    }

    private Dictionary<Digest, FaultCase> Pending(int position)
    {
        Dictionary<Digest, FaultCase> pending = [];
        foreach (FaultCase accused in position < 0 ? [] : state.Participants[position].Cases)
        {
            // A fault that was brought under several epochs has a case for each: one word counts for all of them, and one that can be appealed stands for them.
            if (accused.Status == CaseStatus.Pending && (!pending.TryGetValue(accused.Key, out FaultCase other) || other.IsAppealed))
            {
                pending[accused.Key] = accused;
            }
        }

        return pending;
    }

    private void SetAside(ReportItem item, ParticipantId participant, Digest key, SetAsideReason reason)
    {
        if (reason != SetAsideReason.None)
        {
            setAside.Add(new SetAsideItem { Item = item, Reason = reason, Participant = participant, Key = key, Epoch = report.Epoch });
        }
    }
}
