using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Stakes that stand behind several services at once, and what a shock can cost them.</summary>
/// <remarks>
/// <code>
/// exposure(v) = sum over the services s of v of  stake(v) / stake behind s * prize(s) / threshold(s)
/// buffer gamma:  exposure(v) &lt;= stake(v) / (1 + gamma) for every validator v
/// then whatever a shock of a part psi of the stake sets off, the part of the stake that is lost in the end is at most (1 + 1 / gamma) psi
/// </code>
/// Exact; nothing rounds. Stakes and prizes are in one unit. Stakes of 10, 3 and 12 with one service on the first two, a prize of 13/4 and a threshold of 1/2 have a
/// buffer of 1: a shock of 5/12 can destroy the 10, the 3 then steal the prize, and 13/25 are lost, below the bound of 5/6. Immutable.
/// Source: Durvasula and Roughgarden, "Robust Restaking Networks" (2024).
/// </remarks>
public sealed class RestakingNetwork
{
    /// <summary>The most validators, and the most services, for which every attack is tried: 10.</summary>
    public const int MostTried = 10;

    /// <summary>Initializes a new instance of the <see cref="RestakingNetwork"/> class without services.</summary>
    /// <param name="stakes">The stake of each validator, above zero.</param>
    /// <exception cref="ArgumentException">There are none, or one is not above zero.</exception>
    public RestakingNetwork(ImmutableArray<Rational> stakes)
        : this(stakes, [])
    {
        if (stakes.IsDefaultOrEmpty)
        {
            throw new ArgumentException("There are no stakes; expected that of at least one validator.", nameof(stakes));
        }

        for (int validator = 0; validator < stakes.Length; validator++)
        {
            if (stakes[validator].Sign <= 0)
            {
                throw new ArgumentException($"The stake of validator {validator} is {stakes[validator]}; expected more than 0.", nameof(stakes));
            }
        }
    }

    private RestakingNetwork(ImmutableArray<Rational> stakes, ImmutableArray<RestakedService> services) => (Stakes, Services) = (stakes, services);

    /// <summary>Gets the stake of each validator.</summary>
    public ImmutableArray<Rational> Stakes { get; }

    /// <summary>Gets the services.</summary>
    public ImmutableArray<RestakedService> Services { get; }

    /// <summary>Returns the most that is lost after a shock where a buffer holds.</summary>
    /// <param name="buffer">The buffer, above zero.</param>
    /// <param name="shock">The part of all stake that the shock destroys at most, in [0, 1].</param>
    /// <returns><c>(1 + 1 / buffer) * shock</c>, a part of all stake; it says nothing from 1 on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is not above zero, or the shock not in [0, 1].</exception>
    public static Rational LossBound(Rational buffer, Rational shock)
    {
        if (buffer.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(buffer), $"A buffer of {buffer}; expected more than 0.");
        }

        RequireShock(shock);
        return (1 + (1 / buffer)) * shock;
    }

    /// <summary>Adds a service.</summary>
    /// <param name="service">The service.</param>
    /// <returns>The network with it.</returns>
    /// <exception cref="ArgumentException">Its prize is negative, its threshold not in (0, 1], or its validators are none, unknown or twice the same.</exception>
    public RestakingNetwork With(RestakedService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (service.Prize.Sign < 0 || service.Threshold.Sign <= 0 || service.Threshold > 1)
        {
            throw new ArgumentException($"A prize of {service.Prize} and a threshold of {service.Threshold}; expected at least 0, and more than 0 and at most 1.", nameof(service));
        }

        if (service.Validators.IsDefaultOrEmpty || service.Validators.Any(validator => (uint)validator >= (uint)Stakes.Length)
            || service.Validators.Distinct().Count() != service.Validators.Length)
        {
            throw new ArgumentException($"The validators behind a service are different numbers from 0 to {Stakes.Length - 1}, at least one.", nameof(service));
        }

        return new RestakingNetwork(Stakes, Services.Add(service));
    }

    /// <summary>Tells whether every validator's stake answers for its part of all its services, with a buffer.</summary>
    /// <param name="buffer">The buffer; zero asks for none.</param>
    /// <returns><see langword="true"/> when it does. O(validators * services).</returns>
    public bool HasBuffer(Rational buffer) => LargestBuffer() is not { } largest || largest >= buffer;

    /// <summary>Returns the largest buffer that the network has.</summary>
    /// <returns>The buffer: below zero where a stake answers for more than itself, null when nothing can be stolen. O(validators * services).</returns>
    public Rational? LargestBuffer()
    {
        Rational most = 0;
        for (int validator = 0; validator < Stakes.Length; validator++)
        {
            most = Rational.Max(most, Exposure(validator) / Stakes[validator]);
        }

        return most.IsZero ? null : (1 / most) - 1;
    }

    /// <summary>Finds the most stake that a shock destroys by itself.</summary>
    /// <param name="shock">The part of all stake that it destroys at most, in [0, 1].</param>
    /// <returns>The largest part of all stake, at most the shock, that some validators have together.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shock is not in [0, 1].</exception>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MostTried"/> validators or services.</exception>
    public Rational LargestShock(Rational shock)
    {
        RequireShock(shock);
        RequireFew();
        return new RestakingSearch(this).LargestShock(shock);
    }

    /// <summary>Finds by trying everything the most stake that a shock and the attacks it makes possible can destroy.</summary>
    /// <param name="shock">The part of all stake that the shock destroys at most, in [0, 1].</param>
    /// <returns>The lost part of all stake.</returns>
    /// <remarks>
    /// An attack is a set of validators that together can steal services worth more than their stake, which they lose. Every shock, then every order of attacks: exponential in
    /// validators and services.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The shock is not in [0, 1].</exception>
    /// <exception cref="InvalidOperationException">There are more than <see cref="MostTried"/> validators or services.</exception>
    public Rational WorstLoss(Rational shock)
    {
        RequireShock(shock);
        RequireFew();
        return new RestakingSearch(this).WorstLoss(shock);
    }

    private static void RequireShock(Rational shock)
    {
        if (shock.Sign < 0 || shock > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(shock), $"A shock of {shock} of all stake; expected 0 to 1.");
        }
    }

    private void RequireFew()
    {
        if (Stakes.Length > MostTried || Services.Length > MostTried)
        {
            throw new InvalidOperationException(
                $"Every attack of {Prose.Count(Stakes.Length, "validator")} on {Services.Length} services would be tried; expected at most {MostTried} of each. The buffer and its bound are for any number.");
        }
    }

    private Rational Exposure(int validator)
    {
        Rational exposure = 0;
        foreach (RestakedService service in Services)
        {
            if (service.Validators.Contains(validator))
            {
                Rational behind = 0;
                foreach (int other in service.Validators)
                {
                    behind += Stakes[other];
                }

                exposure += Stakes[validator] / behind * service.Prize / service.Threshold;
            }
        }

        return exposure;
    }
}
