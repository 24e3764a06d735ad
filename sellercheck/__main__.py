"""`python -m sellercheck` is the command `sellercheck`."""

from sellercheck.cli import main

if __name__ == "__main__":
    main()
