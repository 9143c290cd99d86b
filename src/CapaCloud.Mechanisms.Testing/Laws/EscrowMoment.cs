using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>One step of a history that was played: the account before, the act, when, and what came of it.</summary>
internal readonly record struct EscrowMoment(EscrowAccount Before, EscrowAct Act, Epoch Now, EscrowMove Move);
