"""Runs the load, and checks at the end that nothing was lost and nobody was paid twice."""

import argparse
import http.client
import json
import pathlib
import shutil
import sqlite3
import tempfile
import threading
import time

from . import requests
from .service import Service

WORKERS = 32


def percentile(values, part):
    return values[min(len(values) - 1, int(len(values) * part))]


def main():
    parser = argparse.ArgumentParser(prog="eng/load-service")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--postgres")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="service-load-")
    service = Service(folder, options.postgres)
    service.start()
    first = requests.Sender(http.client, service.port)
    for node in range(requests.NODES):
        status, text = first.send(requests.deposit(node), f"deposit-{node}", time.sleep)
        assert status == 200, text

    total = options.seconds * options.rate
    started, lock, next_number = time.monotonic(), threading.Lock(), [0]
    times, failures, senders, epoch = [], [], [], [0]

    def network():
        return json.loads(first.send(("GET", "/v1/network", "reader", None), "", time.sleep)[1])

    def watch():
        while next_number[0] < total:
            epoch[0] = int(network()["epoch"])
            time.sleep(1)

    def work():
        sender = requests.Sender(http.client, service.port)
        senders.append(sender)
        while True:
            with lock:
                number = next_number[0]
                next_number[0] += 1
            if number >= total:
                return
            due = started + number / options.rate
            time.sleep(max(0, due - time.monotonic()))
            request = requests.of(number, epoch[0])
            for _ in range(2 if number % 10 == 5 else 1):
                before, retries = time.monotonic(), sender.retries
                status, text = sender.send(request, f"request-{number}", time.sleep)
                if status != 200:
                    failures.append((number, status, text[:200]))
                if sender.retries == retries:
                    times.append(time.monotonic() - before)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(WORKERS)] + [threading.Thread(target=watch, daemon=True)]
    for thread in threads:
        thread.start()
    for kill in range(options.kills):
        time.sleep(max(0, started + options.seconds * (kill + 1) / (options.kills + 1) - time.monotonic()))
        service.kill()
        service.start()
    for thread in threads:
        thread.join()
    lasted = time.monotonic() - started

    def paid():
        return sum(int(line.split(",")[1]) for line in (pathlib.Path(folder) / "payments.csv").read_text().splitlines())

    # What requesters paid comes in with the settlement of its epoch.
    ended = int(network()["epoch"])
    while int(network()["epoch"]) <= ended:
        time.sleep(0.1)
    for _ in range(200):
        books = network()["books"]
        if int(books["out"]) == paid():
            break
        time.sleep(0.1)
    last = network()
    service.kill()
    payments = [line.split(",")[0] for line in (pathlib.Path(folder) / "payments.csv").read_text().splitlines()]
    told = sum(1 for number in range(total) if requests.of(number)[0] == "POST") + requests.NODES
    expected_in = requests.NODES * 20_000_000 + 1_000 * sum(1 for number in range(total) if number % 20 == 2)
    checks = {
        "no request failed": not failures,
        "nobody was paid twice": len(payments) == len(set(payments)),
        "what was paid is what the books say": int(books["out"]) == paid(),
        "what came in came in once": int(last["books"]["in"]) == expected_in,
    }
    if not options.postgres:
        journal = sqlite3.connect(pathlib.Path(folder) / "marketplace.db").execute("select count(*) from journal where sender <> 'service'").fetchone()[0]
        checks["every delivery stands in the journal once"] = journal == told
    times.sort()
    print(f"{total} requests and {total // 10} repetitions in {lasted:.1f} s, {options.kills} kills, {sum(sender.retries for sender in senders)} sent again for want of an answer")
    print(f"answered without a kill in between: median {percentile(times, 0.5) * 1000:.1f} ms, 95 % {percentile(times, 0.95) * 1000:.1f} ms, 99 % {percentile(times, 0.99) * 1000:.1f} ms, longest {times[-1] * 1000:.1f} ms")
    print(f"epoch {last['epoch']}, {len(payments)} payments")
    for name, holds in checks.items():
        print(f"{'holds' if holds else 'FAILS'}: {name}")
    for failure in failures[:5]:
        print(failure)
    shutil.rmtree(folder)
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
