"""What the portal hangs on (database, cache, broker) and how it behaves when one of them does not answer: nobody waits
longer than a few seconds, and nobody asks again what is known to be away.

    postgres   queries that nobody answers end when the server has no pulse; the pulse itself
    cache      Redis as cache: one second, then a rest
    broker     Redis as broker: looked for again every few seconds, however long it was away
    failing    which failure of a page is a lifeline's
    standby    pages that only read go to a copy of the database, where there is one and it is fresh
    probes     the questions of /readyz, each with its own time
"""
