using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Markets.Escrows;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Reputation.Forecasting;
using CapaCloud.Mechanisms.Reputation.Graph;
using CapaCloud.Mechanisms.Reputation.Opinions;
using CapaCloud.Mechanisms.Reputation.Peers;
using CapaCloud.Mechanisms.Reputation.Taking;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Staking.Pools;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;
using CapaCloud.Mechanisms.Verification.Challenges;
using CapaCloud.Mechanisms.Verification.Commitments;
using CapaCloud.Mechanisms.Verification.Juries;
using CapaCloud.Mechanisms.Verification.Panels;
using CapaCloud.Mechanisms.Verification.PeerPrediction;
using CapaCloud.Mechanisms.Verification.Selection;

namespace CapaCloud.Mechanisms.Settlement.Storage;

/// <summary>Source-generated type information for the library's data: one line for each record and struct; rules are in PolicyJsonContext.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(ParticipantId))]
[JsonSerializable(typeof(TaskId))]
[JsonSerializable(typeof(Conservation))]
[JsonSerializable(typeof(LedgerAccount))]
[JsonSerializable(typeof(Posting))]
[JsonSerializable(typeof(EpochRate))]
[JsonSerializable(typeof(EscrowAccount))]
[JsonSerializable(typeof(EscrowClosed))]
[JsonSerializable(typeof(EscrowDispute))]
[JsonSerializable(typeof(EscrowExposure))]
[JsonSerializable(typeof(EscrowJob))]
[JsonSerializable(typeof(EscrowMove))]
[JsonSerializable(typeof(EscrowPeriod))]
[JsonSerializable(typeof(EscrowRateChange))]
[JsonSerializable(typeof(EscrowRuling))]
[JsonSerializable(typeof(EscrowStream))]
[JsonSerializable(typeof(EscrowTerms))]
[JsonSerializable(typeof(Amount))]
[JsonSerializable(typeof(PreparedDivisor))]
[JsonSerializable(typeof(Proportion))]
[JsonSerializable(typeof(Ratio))]
[JsonSerializable(typeof(SignedAmount))]
[JsonSerializable(typeof(Conduct))]
[JsonSerializable(typeof(ObservationMemory))]
[JsonSerializable(typeof(ReputationLimits))]
[JsonSerializable(typeof(ReputationRecord))]
[JsonSerializable(typeof(ReputationTrack))]
[JsonSerializable(typeof(FailureForecast))]
[JsonSerializable(typeof(EigenTrust))]
[JsonSerializable(typeof(TrustScores))]
[JsonSerializable(typeof(TrustStatement))]
[JsonSerializable(typeof(Opinion))]
[JsonSerializable(typeof(LiquidAlpha))]
[JsonSerializable(typeof(LogisticCurve))]
[JsonSerializable(typeof(SealedWeights))]
[JsonSerializable(typeof(YumaConsensus))]
[JsonSerializable(typeof(YumaOutcome))]
[JsonSerializable(typeof(TakingScenario))]
[JsonSerializable(typeof(Takings))]
[JsonSerializable(typeof(MultiplierPoint))]
[JsonSerializable(typeof(RewardSplit))]
[JsonSerializable(typeof(ShapleyValue))]
[JsonSerializable(typeof(BountyRule))]
[JsonSerializable(typeof(CountedEvidence))]
[JsonSerializable(typeof(CurveStep))]
[JsonSerializable(typeof(DutyReport))]
[JsonSerializable(typeof(Slashing.Evidence))]
[JsonSerializable(typeof(EvidenceAdmission))]
[JsonSerializable(typeof(FaultStep))]
[JsonSerializable(typeof(FaultTally))]
[JsonSerializable(typeof(Headroom))]
[JsonSerializable(typeof(LivenessRules))]
[JsonSerializable(typeof(MaximumInSpanCombination))]
[JsonSerializable(typeof(MultiplicativeCombination))]
[JsonSerializable(typeof(Offence))]
[JsonSerializable(typeof(OffenceContext))]
[JsonSerializable(typeof(PenaltyDebt))]
[JsonSerializable(typeof(PenaltyPart))]
[JsonSerializable(typeof(SignedStatement))]
[JsonSerializable(typeof(SumCombination))]
[JsonSerializable(typeof(ChurnSchedule))]
[JsonSerializable(typeof(Commission))]
[JsonSerializable(typeof(DelegationPool))]
[JsonSerializable(typeof(EffectiveStake))]
[JsonSerializable(typeof(SlashableTotal))]
[JsonSerializable(typeof(StakeChange))]
[JsonSerializable(typeof(StakeDeparture))]
[JsonSerializable(typeof(StakeHold))]
[JsonSerializable(typeof(StakeLot))]
[JsonSerializable(typeof(StakeSlash))]
[JsonSerializable(typeof(StakingRules))]
[JsonSerializable(typeof(StandingInterval))]
[JsonSerializable(typeof(OperatorPool))]
[JsonSerializable(typeof(PoolClaim))]
[JsonSerializable(typeof(PoolExit))]
[JsonSerializable(typeof(PoolJoin))]
[JsonSerializable(typeof(PoolLayer))]
[JsonSerializable(typeof(PoolMark))]
[JsonSerializable(typeof(PoolShare))]
[JsonSerializable(typeof(PoolSlash))]
[JsonSerializable(typeof(Epoch))]
[JsonSerializable(typeof(EpochSpan))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(AuditCandidate))]
[JsonSerializable(typeof(Beacon))]
[JsonSerializable(typeof(BeaconSchedule))]
[JsonSerializable(typeof(CommitmentSchedule))]
[JsonSerializable(typeof(CommitmentWindow))]
[JsonSerializable(typeof(Draw))]
[JsonSerializable(typeof(Judgement))]
[JsonSerializable(typeof(PlantedTask))]
[JsonSerializable(typeof(SelectionPurpose))]
[JsonSerializable(typeof(SelectionSeed))]
[JsonSerializable(typeof(TaskAnswers))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(BisectionGame))]
[JsonSerializable(typeof(BisectionTerms))]
[JsonSerializable(typeof(ForcedErrors))]
[JsonSerializable(typeof(SampledChallenge))]
[JsonSerializable(typeof(AbsenceProof))]
[JsonSerializable(typeof(AdmittedCommitments))]
[JsonSerializable(typeof(Commitment))]
[JsonSerializable(typeof(InclusionProof))]
[JsonSerializable(typeof(ReceivedCommitment))]
[JsonSerializable(typeof(Reveal))]
[JsonSerializable(typeof(SetAsideCommitment))]
[JsonSerializable(typeof(JurorOutcome))]
[JsonSerializable(typeof(JuryOutcome))]
[JsonSerializable(typeof(JuryTerms))]
[JsonSerializable(typeof(JuryVote))]
[JsonSerializable(typeof(CheckerPool))]
[JsonSerializable(typeof(ExactChance))]
[JsonSerializable(typeof(PanelCapture))]
[JsonSerializable(typeof(PanelChances))]
[JsonSerializable(typeof(PanelSeat))]
[JsonSerializable(typeof(PeerScore))]
[JsonSerializable(typeof(StakedCandidate))]
internal sealed partial class MechanismJsonContext : JsonSerializerContext;
