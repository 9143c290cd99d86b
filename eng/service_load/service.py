"""The service under load: started, killed and started again on the same folder and port."""

import hashlib
import http.client
import signal
import socket
import subprocess
import time

ROLES = ["operator", "treasurer", "meter", "auditor", "judge", "beacon", "reader"]
ASSEMBLY = "samples/MarketplaceService/bin/Release/net10.0/MarketplaceService.dll"


def free_port():
    """A port below those that the system gives to clients: a client that tries again while nobody listens could connect to itself and keep the port."""
    for port in range(21_000, 29_000):
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise SystemExit("No port is free.")


class Service:
    def __init__(self, folder, postgres=None):
        self.port = free_port()
        self.arguments = [
            "dotnet", ASSEMBLY, f"--urls=http://127.0.0.1:{self.port}", f"--Marketplace:DataFolder={folder}",
            "--Marketplace:EpochLength=00:00:05", "--Marketplace:MostEpochsAtOnce=1000", "--Marketplace:RequestsPerSecond=5000",
            "--Logging:LogLevel:Default=Error",
        ]
        for index, role in enumerate(ROLES):
            key = hashlib.sha256(f"load-{role}".encode()).hexdigest()
            self.arguments += [f"--Marketplace:Keys:{index}:Name={role}", f"--Marketplace:Keys:{index}:Role={role}", f"--Marketplace:Keys:{index}:Sha256={key}"]
        if postgres:
            self.arguments.append(f"--ConnectionStrings:Postgres={postgres}")
        self.process = None

    def start(self):
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(2400):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/health")
                connection.getresponse().read()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"The service ended with {self.process.returncode} when it was started.")
                time.sleep(0.05)
        raise SystemExit("The service did not start within two minutes.")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
