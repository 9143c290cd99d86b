# Clears the markets that MarketPeers.cs wrote, with numpy, scipy's HiGHS and, when its folder is given, the published McAfee of erelsgl/auctions.
# Prints a line for each: name, milliseconds (best of some runs), and what was found.
import sys
import time

import numpy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack

folder, published = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None


def read(name, kind="<i8"):
    return numpy.fromfile(f"{folder}/{name}", dtype=kind)


def best(runs, work):
    times, result = [], None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), result


ask_price, ask_units, bid_price, bid_units = read("ask_price"), read("ask_units"), read("bid_price"), read("bid_units")


def serve(price, units, order, quantity):
    """The best are served whole, the last price in proportion, the odd units by position."""
    cumulated = numpy.cumsum(units[order])
    served = numpy.zeros_like(units)
    last = price[order][numpy.searchsorted(cumulated, quantity)]
    whole = price[order] < last if order is asks else price[order] > last
    served[order[whole]] = units[order[whole]]
    group = order[price[order] == last]
    left = quantity - served.sum()
    shares = left * units[group] // units[group].sum()
    shares[: left - shares.sum()] += 1
    served[group] = shares
    return served


def uniform():
    global asks
    asks = numpy.argsort(ask_price, kind="stable")
    bids = numpy.argsort(-bid_price, kind="stable")
    supply, demand = numpy.cumsum(ask_units[asks]), numpy.cumsum(bid_units[bids])
    # At each price: what is offered at most at it, what is asked at least at it.
    prices = numpy.unique(numpy.concatenate((ask_price, bid_price)))
    offered = numpy.concatenate(([0], supply))[numpy.searchsorted(ask_price[asks], prices, side="right")]
    asked = numpy.concatenate(([0], demand))[numpy.searchsorted(-bid_price[bids], -prices, side="right")]
    quantity = numpy.minimum(offered, asked).max()
    last_ask, last_bid = ask_price[asks][numpy.searchsorted(supply, quantity)], bid_price[bids][numpy.searchsorted(demand, quantity)]
    next_ask, next_bid = ask_price[asks][numpy.searchsorted(supply, quantity, side="right")], bid_price[bids][numpy.searchsorted(demand, quantity, side="right")]
    lowest, highest = max(last_ask, next_bid), min(last_bid, next_ask)
    price = lowest + (highest - lowest) // 2
    sold, bought = serve(ask_price, ask_units, asks, quantity), serve(bid_price, bid_units, bids, quantity)
    return quantity, price, sold, sold * price, bought, bought * price


milliseconds, (quantity, price, *_) = best(7, uniform)
print(f"numpy uniform price;{milliseconds};{quantity};{price}")

count = len(ask_price) + len(bid_price)
cost = numpy.concatenate((ask_price, -bid_price)).astype(float)
balance = csr_matrix(numpy.concatenate((numpy.ones(len(ask_price)), -numpy.ones(len(bid_price)))))
upper = numpy.concatenate((ask_units, bid_units)).astype(float)
milliseconds, solution = best(1, lambda: linprog(cost, A_eq=balance, b_eq=[0.0], bounds=numpy.column_stack((numpy.zeros(count), upper)), method="highs"))
print(f"HiGHS welfare of the market;{milliseconds};{round(-solution.fun)};0")

goods, values = read("bundle_goods", "u1").reshape(50, -1), read("bundle_values").astype(float)
bidders = numpy.repeat(numpy.arange(25), 2)
rows = vstack((csr_matrix(goods.T.astype(float)), csr_matrix(numpy.equal.outer(numpy.arange(25), bidders).astype(float))))


def winners(active):
    solution = milp(-values * active, constraints=LinearConstraint(rows, -numpy.inf, 1), integrality=numpy.ones(50), bounds=Bounds(0, active))
    return round(-solution.fun), solution.x > 0.5


def vcg():
    total, won = winners(numpy.ones(50))
    payments = 0
    for bid in numpy.flatnonzero(won):
        payments += winners((bidders != bidders[bid]).astype(float))[0] - (total - round(values[bid]))
    return total, payments


milliseconds, (total, payments) = best(3, vcg)
print(f"HiGHS VCG of 50 bundles;{milliseconds};{total};{payments}")

if published:
    sys.path.insert(0, published)
    from agents import AgentCategory
    from markets import Market

    import logging
    import mcafee_protocol

    mcafee_protocol.logger.setLevel(logging.ERROR)
    Market.optimal_trade.__defaults__ = (len(ask_price) + 1, True)  # as published it stops after 2,000 trades
    sellers, buyers = (-read("one_ask")).tolist(), read("one_bid").tolist()
    market = Market([AgentCategory("buyer", buyers), AgentCategory("seller", sellers)])
    milliseconds, trade = best(1, lambda: mcafee_protocol.mcafee_trade_reduction(market, [1, 1]))
    print(f"published McAfee;{milliseconds};{len(trade.categories[0])};{abs(trade.prices[0])}")
