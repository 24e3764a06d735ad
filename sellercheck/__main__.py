"""`python -m sellercheck` and the command `sellercheck`."""

import signal


def run() -> None:
    """The command. While it is loaded, and when it is done, Ctrl-C ends the process at once: nothing could answer it but a traceback."""
    answers = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # in the background it may be ignored, and stays so
    if answers:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sellercheck.cli import main

    if answers:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main()
    finally:
        if answers:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    run()
