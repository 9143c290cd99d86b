using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Tries every shock and every order of attacks on a small restaking network. Sets of validators and of services are bits of a number.</summary>
internal sealed class RestakingSearch
{
    private readonly RestakingNetwork _network;
    private readonly Rational[] _stakes;
    private readonly int[] _behind;
    private readonly Dictionary<(int Left, int Open), Rational> _known = [];

    public RestakingSearch(RestakingNetwork network)
    {
        _network = network;
        _behind = [.. network.Services.Select(service => service.Validators.Aggregate(0, (set, validator) => set | (1 << validator)))];
        _stakes = new Rational[1 << network.Stakes.Length];
        for (int set = 1; set < _stakes.Length; set++)
        {
            _stakes[set] = _stakes[set & (set - 1)] + network.Stakes[int.TrailingZeroCount(set)];
        }
    }

    public Rational LargestShock(Rational shock) =>
        _stakes.Where(stake => stake <= shock * _stakes[^1]).Aggregate(Rational.Max) / _stakes[^1];

    public Rational WorstLoss(Rational shock)
    {
        Rational worst = 0;
        for (int lost = 0; lost < _stakes.Length; lost++)
        {
            if (_stakes[lost] <= shock * _stakes[^1])
            {
                worst = Rational.Max(worst, _stakes[lost] + Lost(_stakes.Length - 1 - lost, (1 << _behind.Length) - 1));
            }
        }

        return worst / _stakes[^1];
    }

    /// <summary>The most stake lost to attacks from here on, by those who are left on the services that are open.</summary>
    private Rational Lost(int left, int open)
    {
        if (_known.TryGetValue((left, open), out Rational most))
        {
            return most;
        }

        most = 0;
        for (int attackers = left; attackers != 0; attackers = (attackers - 1) & left)
        {
            (int stolen, Rational prize) = StolenBy(attackers, left, open);
            if (prize > _stakes[attackers])
            {
                most = Rational.Max(most, _stakes[attackers] + Lost(left & ~attackers, open & ~stolen));
            }
        }

        return _known[(left, open)] = most;
    }

    /// <summary>Every service that these can steal: to steal one more never pays less.</summary>
    private (int Stolen, Rational Prize) StolenBy(int attackers, int left, int open)
    {
        int stolen = 0;
        Rational prize = 0;
        for (int service = 0; service < _behind.Length; service++)
        {
            if ((open & (1 << service)) != 0 && (_behind[service] & left) != 0
                && _stakes[_behind[service] & attackers] >= _network.Services[service].Threshold * _stakes[_behind[service] & left])
            {
                (stolen, prize) = (stolen | (1 << service), prize + _network.Services[service].Prize);
            }
        }

        return (stolen, prize);
    }
}
