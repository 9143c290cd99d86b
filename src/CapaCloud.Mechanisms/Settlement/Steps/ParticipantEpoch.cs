namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What the steps of an epoch know of one participant so far: its attendance, its cases, and, once the faults are tallied, what they come to.</summary>
internal readonly record struct ParticipantEpoch(Attendance Attendance, CaseFile? File, ChargeBook? Charges)
{
    /// <summary>Gets what its cases wait for.</summary>
    public CaseBatch Batch => File is null ? default : CaseBatch.Of(File.Cases);

    public static ParticipantEpoch Open(SettlementRules rules, in ParticipantState state, in ParticipantInput input)
    {
        Attendance attendance = Attendance.Of(rules.Policy, input, state.AbsentFor, state.JailedUntil > input.Epoch);
        return new ParticipantEpoch(attendance, CaseFile.Open(rules.Offences, state, input, attendance.Uptime, attendance.AbsentFor), null);
    }

    public ParticipantEpoch Price(in ParticipantState state, FaultClimate climate) =>
        File is null ? this : this with { Charges = ChargeBook.Of(state, File, climate.Tallied.BatchOf(this, climate.Batch), climate) };
}
