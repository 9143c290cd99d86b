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

    /// <summary>
    /// Who names more decides first: epoch and offence, the epoch, the offence, nothing but the key. What contradicts itself decides nothing, and leaves its cases to nobody else. What is
    /// admitted says its epoch; it says an offence only where the ruling did.
    /// </summary>
    private void ReadRulings(IEnumerable<Ruling> rulings, ILookup<Digest, FaultCase> pending, int position, ParticipantInput[] inputs)
    {
        HashSet<(Digest, Epoch, Offence)> named = [];
        Dictionary<(Digest Key, Epoch Fault, Offence? Offence), Ruling> admitted = [];
        foreach (var ofOne in rulings.GroupBy(static ruling => (ruling.Key, ruling.FaultEpoch, ruling.Offence)).OrderBy(static group => (group.Key.FaultEpoch is null ? 2 : 0) + (group.Key.Offence is null ? 1 : 0)))
        {
            Ruling[] distinct = [.. ofOne.Distinct()];
            bool isClear = distinct is [{ Outcome: RulingOutcome.Overturned or RulingOutcome.Confirmed }];
            int meant = 0, left = 0;
            foreach (FaultCase item in pending[ofOne.Key.Key])
            {
                if ((ofOne.Key.FaultEpoch is null || item.FaultEpoch == ofOne.Key.FaultEpoch) && (ofOne.Key.Offence is null || item.Offence == ofOne.Key.Offence))
                {
                    meant++;
                    if (named.Add((item.Key, item.FaultEpoch, item.Offence)))
                    {
                        left++;
                        admitted.TryAdd((item.Key, item.FaultEpoch, ofOne.Key.Offence), distinct[0] with { FaultEpoch = item.FaultEpoch, Outcome = isClear ? distinct[0].Outcome : RulingOutcome.None });
                    }
                }
            }

            SetAsideReason reason = meant == 0 ? SetAsideReason.NotPending : isClear ? SetAsideReason.Duplicate : SetAsideReason.UnclearRuling;
            foreach (Ruling ruling in ofOne.Skip(isClear && left > 0 ? 1 : 0))
            {
                SetAside(ReportItem.Ruling, ruling.Offender, ruling.Key, ruling.FaultEpoch, reason);
            }
        }

        if (admitted.Count > 0)
        {
            inputs[position] = inputs[position] with { Rulings = [.. admitted.OrderBy(static pair => pair.Key.Key).ThenBy(static pair => pair.Key.Fault).ThenBy(static pair => pair.Key.Offence).Select(static pair => pair.Value)] };
        }
    }

    private ILookup<Digest, FaultCase> Pending(int position) =>
        (position < 0 ? [] : state.Participants[position].Cases.Where(static item => item.Status == CaseStatus.Pending)).ToLookup(static item => item.Key);

    private void SetAside(ReportItem item, ParticipantId participant, Digest key, Epoch? fault, SetAsideReason reason) =>
        setAside.Add(new SetAsideItem { Item = item, Reason = reason, Participant = participant, Key = key, Epoch = fault ?? report.Epoch });
}
