"""The stand-in for Jira in a process of its own, for the benchmark: prints its address and stays."""

import sys
import time
from pathlib import Path

from sandbox.jira.server import jira_app
from sandbox.serving import Server

if __name__ == "__main__":
    with Server(jira_app(Path(sys.argv[1]))) as server:
        print(server.url, flush=True)
        while True:
            time.sleep(3600)
