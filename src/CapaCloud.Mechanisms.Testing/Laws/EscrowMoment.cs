using CapaCloud.Mechanisms.Markets.Escrows;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Testing.Laws;

/// <summary>One step of a history that was played: the account before, the act, when, and what came of it.</summary>
internal readonly record struct EscrowMoment(EscrowAccount Before, EscrowAct Act, Epoch Now, EscrowMove Move);
