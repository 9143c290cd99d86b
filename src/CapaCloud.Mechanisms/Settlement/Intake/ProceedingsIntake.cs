namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Gives each participant the appeals it makes and the rulings on its cases. A fault that was brought under several epochs has a case for each: a word that names the epoch is
/// about that case, a word that names none about all of them.
/// </summary>
internal sealed class ProceedingsIntake(NetworkState state, EpochReport report, List<SetAsideItem> setAside)
{
    public void Read(ParticipantInput[] inputs)
    {
        foreach (IGrouping<ParticipantId, Appeal> appeals in report.Appeals.Select(appeal => appeal with { Offender = state.HolderOf(appeal.Offender) }).GroupBy(static appeal => appeal.Offender))
        {
            int position = state.IndexOf(appeals.Key);
            ReadAppeals(appeals, Pending(position), position, inputs);
        }

        foreach (IGrouping<ParticipantId, Ruling> rulings in report.Rulings.Select(ruling => ruling with { Offender = state.HolderOf(ruling.Offender) }).GroupBy(static ruling => ruling.Offender))
        {
            int position = state.IndexOf(rulings.Key);
            ReadRulings(rulings, Pending(position), position, inputs);
        }
    }

    /// <summary>An appeal in all cases of a fault comes before one in a single case, so that the order of the report means nothing.</summary>
    private void ReadAppeals(IEnumerable<Appeal> appeals, ILookup<Digest, FaultCase> pending, int position, ParticipantInput[] inputs)
    {
        HashSet<(Digest, Epoch)> appealed = [];
        List<Appeal> admitted = [];
        foreach (Appeal appeal in appeals.OrderBy(static appeal => appeal.Key).ThenBy(static appeal => appeal.FaultEpoch is not null).ThenBy(static appeal => appeal.FaultEpoch))
        {
            FaultCase[] meant = [.. pending[appeal.Key].Where(item => appeal.FaultEpoch is null || item.FaultEpoch == appeal.FaultEpoch)];
            bool isNews = false;
            foreach (FaultCase item in meant)
            {
                isNews |= !item.IsAppealed && appealed.Add((item.Key, item.FaultEpoch));
            }

            if (isNews)
            {
                admitted.Add(appeal);
            }
            else
            {
                SetAside(ReportItem.Appeal, appeal.Offender, appeal.Key, appeal.FaultEpoch, meant.Length == 0 ? SetAsideReason.NotPending : SetAsideReason.AlreadyAppealed);
            }
        }

        if (admitted.Count > 0)
        {
            inputs[position] = inputs[position] with { Appeals = [.. admitted] };
        }
    }

    private void ReadRulings(IEnumerable<Ruling> rulings, ILookup<Digest, FaultCase> pending, int position, ParticipantInput[] inputs)
    {
        HashSet<(Digest, Epoch)> decided = [];
        List<Ruling> admitted = [];

        // Those about one epoch first: the others decide what is left.
        foreach (IGrouping<(Digest Key, Epoch? Fault), Ruling> ofOne in rulings.GroupBy(static ruling => (ruling.Key, ruling.FaultEpoch)).OrderBy(static group => group.Key.FaultEpoch is null))
        {
            Ruling[] distinct = [.. ofOne.Distinct()];
            FaultCase[] meant = [.. pending[ofOne.Key.Key].Where(item => ofOne.Key.Fault is null || item.FaultEpoch == ofOne.Key.Fault)];
            bool isClear = distinct is [{ Outcome: RulingOutcome.Overturned or RulingOutcome.Confirmed }];
            bool decides = false;
            foreach (FaultCase item in isClear ? meant : [])
            {
                decides |= decided.Add((item.Key, item.FaultEpoch));
            }

            SetAsideReason reason = meant.Length == 0 ? SetAsideReason.NotPending : isClear ? SetAsideReason.Duplicate : SetAsideReason.UnclearRuling;
            if (decides)
            {
                admitted.Add(distinct[0]);
            }

            foreach (Ruling ruling in ofOne.Skip(decides ? 1 : 0))
            {
                SetAside(ReportItem.Ruling, ruling.Offender, ruling.Key, ruling.FaultEpoch, reason);
            }
        }

        if (admitted.Count > 0)
        {
            inputs[position] = inputs[position] with { Rulings = [.. admitted.OrderBy(static ruling => ruling.Key).ThenBy(static ruling => ruling.FaultEpoch)] };
        }
    }

    private ILookup<Digest, FaultCase> Pending(int position) =>
        (position < 0 ? [] : state.Participants[position].Cases.Where(static item => item.Status == CaseStatus.Pending)).ToLookup(static item => item.Key);

    private void SetAside(ReportItem item, ParticipantId participant, Digest key, Epoch? fault, SetAsideReason reason) =>
        setAside.Add(new SetAsideItem { Item = item, Reason = reason, Participant = participant, Key = key, Epoch = fault ?? report.Epoch });
}
