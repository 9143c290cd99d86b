namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>What an epoch of the attacker's brought.</summary>
internal readonly record struct AdversaryStep(NetworkState After, double Reward, double Lost);

/// <summary>What decides an epoch of the attacker's.</summary>
internal readonly record struct AdversaryEpoch(int State, ParticipantId Name, long Work, ParticipantId Offender, Epoch Fault, int Found, bool Reports, bool Appeals, int Passed);
