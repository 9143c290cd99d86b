"""What is sent: mostly measurements, some payments and verdicts, and people who look at pages."""

import json

NODES = 50


def of(number, epoch=0):
    """The request of a number: method, path, role, body. A verdict names the epoch that is open, because an old one expires."""
    node = f"node-{number % NODES:02}"
    kind = number % 20
    if kind == 0:
        return "GET", f"/nodes/{node}", "reader", None
    if kind == 1:
        return "GET", f"/v1/nodes/{node}/outlook", "reader", None
    if kind == 2:
        return "POST", "/v1/payments", "treasurer", {"amount": "1000"}
    if kind == 3:
        return "POST", "/v1/verdicts", "auditor", {"participant": node, "task": f"task-{number}", "epoch": str(epoch), "reason": "MatchesAccepted"}
    return "POST", "/v1/work", "meter", {"participant": node, "work": "1", "dutiesDue": 2, "missed": [{"cause": "disk", "count": 1}] if kind == 4 else []}


def deposit(node):
    return "POST", "/v1/stake/deposits", "treasurer", {"participant": f"node-{node:02}", "amount": "20000000"}


class Sender:
    """Sends over one connection, and sends again, under the same name, what got no answer because the service was killed."""

    def __init__(self, http, port):
        self.http, self.port, self.connection, self.retries = http, port, None, 0

    def send(self, request, key, sleep, patience=2400):
        method, path, role, body = request
        headers = {"X-Api-Key": f"load-{role}", "Content-Type": "application/json"}
        if method == "POST":
            headers["Idempotency-Key"] = key
        for _ in range(patience):
            try:
                self.connection = self.connection or self.http.HTTPConnection("127.0.0.1", self.port, timeout=20)
                self.connection.request(method, path, json.dumps(body) if body else None, headers)
                response = self.connection.getresponse()
                return response.status, response.read()
            except (OSError, self.http.HTTPException):
                self.connection = None
                self.retries += 1
                sleep(0.05)
        return 0, b"no answer"
