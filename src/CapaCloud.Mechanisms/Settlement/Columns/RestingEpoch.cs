using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Step 3 of an epoch for those who rest: work and kept duties become a score, a weight and a claim, row by row. What <see cref="ParticipantAssessor"/> says of one of them is the definition.
/// </summary>
internal sealed class RestingEpoch
{
    private const int RowsAtATime = 1_024;

    private readonly MechanismPolicy _policy;
    private readonly RestingWeights _weighing;
    private readonly LargeReport _report;
    private readonly RestingRows _rows;
    private readonly bool[] _isAwake;
    private readonly Epoch _now;
    private readonly ulong _horizon;
    private readonly UInt128 _minimumBond;
    private readonly UInt128[]?[] _evidence = new UInt128[]?[RowNumber.WideTables - RowNumber.Evidence];
    private readonly UInt128[] _weights;
    private readonly UInt128[]? _stake;
    private readonly ulong[] _work;
    private readonly ulong[] _due;
    private readonly ulong[]? _jailedUntil;
    private readonly ulong[]? _since;
    private readonly ulong[]? _absentFor;

    /// <summary>Prepares the tables of the next epoch.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="report">What happened.</param>
    /// <param name="isAwake">Which rows the ordinary code settles.</param>
    /// <param name="horizon">From which epoch on the next state tells epochs apart.</param>
    /// <param name="duties">Which duties count; all of them when null.</param>
    public RestingEpoch(MechanismPolicy policy, RestingRows rows, LargeReport report, bool[] isAwake, Epoch horizon, DutyPolicy? duties)
    {
        (_policy, _rows, _report, _isAwake, _now, _horizon) = (policy, rows, report, isAwake, report.Epoch, horizon.Number);
        (_stake, _work, _jailedUntil) = (rows.Wide(RowNumber.Stake), report.Work, rows.Narrow(RowNumber.JailedUntil));
        _due = DutiesThatCount(duties);
        _minimumBond = policy.Stake.MinimumBond.Units;
        _weighing = new RestingWeights(policy.Reward);
        bool isBeta = IsPlainBeta(policy.Reputation.Model);
        for (int table = 0; table < _evidence.Length; table++)
        {
            // What nobody has evidence of stays so under a model that only shrinks it and adds.
            bool isNeeded = !isBeta || table == RowNumber.WideTables - RowNumber.Evidence - 2 || rows.Wide(RowNumber.Evidence + table) is not null;
            _evidence[table] = isNeeded ? GC.AllocateUninitializedArray<UInt128>(isAwake.Length) : null;
        }

        _weights = GC.AllocateUninitializedArray<UInt128>(isAwake.Length);
        _since = rows.Narrow(RowNumber.Since) is null ? null : new ulong[isAwake.Length];
        _absentFor = rows.Narrow(RowNumber.AbsentFor) is null ? null : new ulong[isAwake.Length];
    }

    /// <summary>Gets the weight of each row; zero for those who do not rest, until somebody says theirs.</summary>
    public UInt128[] Weights => _weights;

    /// <summary>Assesses the rows of a part, so many at a time as stay near the processor while several tables are gone through.</summary>
    public RestingTotals Assess(int from, int to)
    {
        RestingTotals totals = default;
        for (int start = from; start < to; start += RowsAtATime)
        {
            int end = int.Min(to, start + RowsAtATime);
            Remember(start, end);
            if (_policy.Reputation.Model is BetaReputation beta && IsPlainBeta(beta))
            {
                AssessBeta(beta, start, end, ref totals);
            }
            else
            {
                AssessAny(_policy.Reputation.Model, start, end, ref totals);
            }
        }

        return totals;
    }

    /// <summary>Returns the next rows, in which the numbers are those after the epoch.</summary>
    public RestingRowsBuilder Next()
    {
        RestingRowsBuilder next = new(_rows, _now);
        for (int table = 0; table < _evidence.Length; table++)
        {
            next.Put(RowNumber.Evidence + table, _evidence[table]);
        }

        next.Put(RowNumber.Since, _since.AsSpan().ContainsAnyExcept(0UL) ? _since : null);
        next.Put(RowNumber.AbsentFor, _absentFor.AsSpan().ContainsAnyExcept(0UL) ? _absentFor : null);
        return next;
    }

    private static bool IsPlainBeta(IReputationModel model) => model is BetaReputation { Reads: ConductKinds.Proven };

    /// <summary>Who rests has missed nothing, so all that was due is accountable.</summary>
    private ulong[] DutiesThatCount(DutyPolicy? duties)
    {
        if (duties is null)
        {
            return _report.Due;
        }

        ulong[] counted = new ulong[_isAwake.Length];
        for (int row = 0; row < counted.Length; row++)
        {
            counted[row] = duties.Counts(_report.Due[row], _jailedUntil is not null && _jailedUntil[row] > _now.Number) ? _report.Due[row] : 0;
        }

        return counted;
    }

    /// <summary>Stake that has stood for longer than anybody can ask has stood for ever; who kept its duties is not absent any more.</summary>
    private void Remember(int from, int to)
    {
        if (_since is not null)
        {
            ReadOnlySpan<ulong> before = _rows.Narrow(RowNumber.Since);
            for (int row = from; row < to; row++)
            {
                _since[row] = before[row] <= _horizon ? 0 : before[row];
            }
        }

        if (_absentFor is not null)
        {
            ReadOnlySpan<ulong> before = _rows.Narrow(RowNumber.AbsentFor), due = _due;
            for (int row = from; row < to; row++)
            {
                _absentFor[row] = due[row] == 0 ? before[row] : 0;
            }
        }
    }

    /// <summary>Any model of the library: each row becomes a record, as the model takes it.</summary>
    private void AssessAny(IReputationModel model, int from, int to, ref RestingTotals totals)
    {
        Conduct kept = new(_now, ConductKind.Presence, Ratio.One, Ratio.Zero);
        for (int row = from; row < to; row++)
        {
            if (_isAwake[row])
            {
                Clear(row);
                continue;
            }

            ReputationRecord record = model.Age(_rows.ReputationAt(row), _now);
            record = _due[row] == 0 ? record : model.Add(record, kept);
            Proportion score = model.Read(record);
            Write(row, 0, record.Proven);
            Write(row, 2, record.Unexplained);
            Write(row, 4, record.Presence);
            Weigh(row, _weighing.MultiplierOf(score), ref totals);
        }
    }

    /// <summary>Beta reputation that reads what was proven: in an epoch without verdicts all evidence shrinks alike, and presence grows by one.</summary>
    private void AssessBeta(BetaReputation beta, int from, int to, ref RestingTotals totals)
    {
        EpochSpan elapsed = _now.Since(_rows.AsOf);
        Shrinkage shrinkage = elapsed.IsZero ? default : beta.Over(elapsed);
        for (int table = 0; table < _evidence.Length; table++)
        {
            Shrink(RowNumber.Evidence + table, _evidence[table], shrinkage, from, to);
        }

        AddPresence(from, to);
        UInt128 newcomer = _weighing.MultiplierOf(beta.Score(default));
        ReadOnlySpan<UInt128> good = _evidence[0], bad = _evidence[1];
        ReadOnlySpan<bool> isAwake = _isAwake;
        for (int row = from; row < to; row++)
        {
            if (isAwake[row])
            {
                Clear(row);
                continue;
            }

            UInt128 forIt = good.IsEmpty ? UInt128.Zero : good[row], against = bad.IsEmpty ? UInt128.Zero : bad[row];
            UInt128 multiplier = (forIt | against) == UInt128.Zero
                ? newcomer
                : _weighing.MultiplierOf(beta.Score(new ReputationTrack(Ratio.FromParts(forIt), Ratio.FromParts(against))));
            Weigh(row, multiplier, ref totals);
        }
    }

    private void Shrink(int number, UInt128[]? after, Shrinkage shrinkage, int from, int to)
    {
        if (after is null)
        {
            return;
        }

        ReadOnlySpan<UInt128> before = _rows.Wide(number);
        if (before.IsEmpty)
        {
            after.AsSpan(from, to - from).Clear();
            return;
        }

        for (int row = from; row < to; row++)
        {
            after[row] = shrinkage.Apply(before[row]);
        }
    }

    /// <summary>Adds a kept duty to the evidence of presence, and to that of absence nothing, which no evidence exceeds its most by.</summary>
    private void AddPresence(int from, int to)
    {
        Span<UInt128> present = _evidence[^2], absent = _evidence[^1];
        ReadOnlySpan<ulong> due = _due;
        for (int row = from; row < to; row++)
        {
            if (due[row] != 0)
            {
                present[row] = TrackArithmetic.Saturate(present[row], Proportion.PartsPerOne);
            }
        }

        if (!absent.IsEmpty)
        {
            for (int row = from; row < to; row++)
            {
                absent[row] = due[row] == 0 ? absent[row] : TrackArithmetic.Saturate(absent[row], UInt128.Zero);
            }
        }
    }

    private void Weigh(int row, UInt128 multiplier, ref RestingTotals totals)
    {
        ulong work = _work[row];
        UInt128 stake = _stake is null ? UInt128.Zero : _stake[row];
        bool isBonded = stake >= _minimumBond;
        UInt128 weight = isBonded && (_jailedUntil is null || _jailedUntil[row] <= _now.Number) ? RestingWeights.Weight(work, multiplier) : UInt128.Zero;
        _weights[row] = weight;
        totals.Add(stake, work, weight, isBonded ? _weighing.Claim(work, weight) : UInt128.Zero);
    }

    private void Write(int row, int table, in ReputationTrack track) =>
        (_evidence[table]![row], _evidence[table + 1]![row]) = (track.For.Parts, track.Against.Parts);

    private void Clear(int row)
    {
        _weights[row] = UInt128.Zero;
        foreach (UInt128[]? table in _evidence)
        {
            if (table is not null)
            {
                table[row] = UInt128.Zero;
            }
        }
    }
}
