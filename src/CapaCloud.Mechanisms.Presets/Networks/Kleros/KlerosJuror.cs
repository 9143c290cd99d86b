namespace CapaCloud.Mechanisms.Presets.Networks.Kleros;

/// <summary>What a round comes to for one juror.</summary>
/// <remarks>No formula; <see cref="KlerosRound"/> has it. Rewards are paid out and do not raise the stake.</remarks>
/// <param name="Penalty">What was taken of the stake, in base units of PNK.</param>
/// <param name="Reward">What was paid of the others' stakes, in base units of PNK.</param>
/// <param name="Fee">What was paid of the fees, in wei.</param>
/// <param name="Stake">The stake afterwards; null where the round was told no stakes.</param>
/// <param name="IsUnstaked">Whether the juror leaves the court: below the least stake, or a vote was not cast.</param>
public readonly record struct KlerosJuror(Amount Penalty, Amount Reward, Amount Fee, Amount? Stake, bool IsUnstaked);
