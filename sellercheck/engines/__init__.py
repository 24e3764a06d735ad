"""Ways to run a screen over many listings; the file's name is the engine's name.

A member provides `run(screen, batches, jobs) -> Iterator[tuple[Listing, tuple[Finding, ...]]]`, in the order of the batches;
`jobs` is how many processes it may use.
"""
