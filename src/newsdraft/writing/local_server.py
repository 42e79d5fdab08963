"""The process behind ``open_local``: serves one GGUF file on loopback until its standard input closes."""

from __future__ import annotations

import os
import sys

READY = "listening on "


def main(path: str, threads: int, context_tokens: int) -> None:
    """Serve ``path``; print the address once the model is loaded; end when the parent closes the pipe."""
    import xllamacpp  # noqa: PLC0415 - an extra, and a hundred megabytes

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [os.environ["NEWSDRAFT_LOCAL_KEY"]]
    params.n_ctx = context_tokens
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.warmup = False
    server = xllamacpp.Server(params)
    print(READY + server.listening_address, flush=True)  # noqa: T201 - the parent waits for this line
    sys.stdin.read()
    # Ending the interpreter would wait for the native threads; there is nothing to save.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
