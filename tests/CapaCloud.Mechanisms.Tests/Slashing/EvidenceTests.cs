using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Slashing;

public sealed class EvidenceTests
{
    private static readonly Evidence Fault = new()
    {
        Offence = Offence.IncorrectResult,
        Offender = ParticipantId.Of("alice"),
        FaultEpoch = Epoch.Of(10),
        Subject = Digest.Parse("00000000000000000000000000000000000000000000000000000000000000ff"),
        Severity = Proportion.One,
        Reporter = ParticipantId.Of("bob"),
    };

    /// <summary>Computed by eng/vectors/canonical.py: about a subject, about a task, about nothing but the epoch.</summary>
    [Fact]
    public void Key_knownEvidence_isTheHashAnotherLanguageGives()
    {
        Assert.Equal("3dda6693b88ddc5c155ad0c7f29bc564a4f19a398b849a560e16a3f7867584a3", Fault.Key.ToString());
        Assert.Equal("e1f8586bccccee1013eba157e082f9fb3cc33852a214120a5a0b8306dee9b381", (Fault with { Task = TaskId.Of("job-7") }).Key.ToString());
        Assert.Equal("41c54401515ca65d21a73f64228d636ef7f6232e7ddd3c85ad3ab51727dbe5df", (Fault with { Subject = default }).Key.ToString());
    }

    [Fact]
    public void Key_otherReporterOrSeverity_isTheSame() => Assert.Equal(
        Fault.Key, (Fault with { Reporter = ParticipantId.Of("carol"), Severity = Proportion.Half }).Key);

    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Key_anyOtherField_differs(ParticipantId offender, Epoch epoch, Digest subject) =>
        (offender == Fault.Offender || (Fault with { Offender = offender }).Key != Fault.Key)
        && (Fault with { FaultEpoch = epoch }).Key == Fault.Key
        && (subject == Fault.Subject || (Fault with { Subject = subject }).Key != Fault.Key)
        && (Fault with { Offence = Offence.UnrevealedResult }).Key != Fault.Key;

    /// <summary>An absence is the duties of an epoch, whatever the report calls its subject.</summary>
    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Key_ofDowntime_isTheEpochAndNoSubject(Epoch epoch, Digest subject)
    {
        Evidence absence = Fault with { Offence = Offence.Downtime };
        return (epoch == Fault.FaultEpoch || (absence with { FaultEpoch = epoch }).Key != absence.Key)
            && (absence with { Subject = subject }).Key == absence.Key
            && absence.Key != Fault.Key;
    }

    /// <summary>Judged again under another epoch, by another reporter, as less severe: it has counted.</summary>
    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Admit_sameDeedToldInAnyWay_countsOnce(Epoch epoch, ParticipantId reporter, Proportion severity)
    {
        EvidenceRegister register = EvidenceRegister.Empty(EpochSpan.MaxValue).Admit(Fault, Epoch.MaxValue).Register;
        EvidenceAdmissibility verdict = register.Judge(Fault with { FaultEpoch = epoch, Reporter = reporter, Severity = severity }, Epoch.MaxValue);
        return verdict == (severity.IsZero ? EvidenceAdmissibility.WithoutSeverity : EvidenceAdmissibility.Duplicate);
    }

    /// <summary>Evidence of nothing is refused by name, and does not shield the offender from the true one.</summary>
    [Fact]
    public void Admit_withoutSeverity_leavesTheKey()
    {
        EvidenceAdmission nothing = EvidenceRegister.Empty(EpochSpan.Of(5)).Admit(Fault with { Severity = default }, Epoch.Of(11));
        Assert.Equal(EvidenceAdmissibility.WithoutSeverity, nothing.Admissibility);
        Assert.True(nothing.Register.Admit(Fault with { Severity = Proportion.FromParts(1) }, Epoch.Of(11)).IsAccepted);
    }

    [Fact]
    public void Admit_sameMisbehaviourTwice_countsOnce()
    {
        EvidenceAdmission first = EvidenceRegister.Empty(EpochSpan.Of(5)).Admit(Fault, Epoch.Of(11));
        EvidenceAdmission again = first.Register.Admit(Fault with { Reporter = ParticipantId.Of("carol") }, Epoch.Of(12));
        Assert.True(first.IsAccepted);
        Assert.Equal(EvidenceAdmissibility.Duplicate, again.Admissibility);
        Assert.Same(first.Register, again.Register);
        Assert.Equal(EvidenceAdmissibility.Duplicate, first.Register.Judge(Fault with { FaultEpoch = Epoch.Of(11) }, Epoch.Of(12)));
        Assert.Equal(EvidenceAdmissibility.Accepted, first.Register.Judge(Fault with { Subject = default }, Epoch.Of(12)));
    }

    [Theory]
    [InlineData(9, EvidenceAdmissibility.FromTheFuture)]
    [InlineData(10, EvidenceAdmissibility.Accepted)]
    [InlineData(14, EvidenceAdmissibility.Accepted)]
    [InlineData(15, EvidenceAdmissibility.Expired)]
    public void Judge_atTheEdgesOfTheWindow_isExact(ulong now, EvidenceAdmissibility expected) =>
        Assert.Equal(expected, EvidenceRegister.Empty(EpochSpan.Of(5)).Judge(Fault, Epoch.Of(now)));

    [Fact]
    public void Judge_nobodyOrNothing_isIncomplete()
    {
        EvidenceRegister register = EvidenceRegister.Empty(EpochSpan.Of(5));
        Assert.Equal(EvidenceAdmissibility.Incomplete, register.Judge(default, Epoch.Of(0)));
        Assert.Equal(EvidenceAdmissibility.Incomplete, register.Judge(Fault with { Offender = default }, Epoch.Of(10)));
    }

    [Fact]
    public void Prune_pastTheWindow_forgetsAndStaysShut()
    {
        EvidenceRegister register = EvidenceRegister.Empty(EpochSpan.Of(5)).Admit(Fault, Epoch.Of(10)).Register;
        Assert.Same(register, register.Prune(Epoch.Of(14)));
        EvidenceRegister pruned = register.Prune(Epoch.Of(15));
        Assert.Equal(EvidenceRegister.Empty(EpochSpan.Of(5)), pruned);
        Assert.Equal(EvidenceAdmissibility.Expired, pruned.Judge(Fault, Epoch.Of(15)));
    }

    [Fact]
    public void Forget_overturned_equalsNeverAccused()
    {
        EvidenceRegister register = EvidenceRegister.Empty(EpochSpan.Of(5)).Admit(Fault, Epoch.Of(10)).Register;
        Assert.Equal(EvidenceRegister.Empty(EpochSpan.Of(5)), register.Forget(Fault.Key));
        Assert.Equal(register, new EvidenceRegister(register.Window, register.Counted));
    }
}
