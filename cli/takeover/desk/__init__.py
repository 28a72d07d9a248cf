"""A help desk of your own, for rehearsals and for CI: it takes takeovers, checks them, and lets a person answer.

What a bot and a desk say to each other, beyond the takeover itself, is small enough to be spoken by any other desk:

    POST /takeovers              a payload, signed as Standard Webhooks says -> 201 (200: it was here) and
                                 {"id", "state", "url", "events", "messages"}, the last two being addresses
    GET  {events}?after=N&wait=S what the agent did after event N, at most S seconds later:
                                 {"events": [{"n", "at", "act", "text", "by"}], "state"}
                                 `act` is one of accept, refuse, say, note, resume, resolve, event
    POST {messages}              {"id", "role": "user" | "bot", "text"}: what is said while the agent has the talk

An address with a key in it is the right to use it: nothing else is asked there. A page in a browser is the agent's side
of the same (`pages.py`), and only whoever has the link that the desk prints may open it.
"""
