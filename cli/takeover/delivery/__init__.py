"""The one way out: payload -> redacted -> rendered for the target -> outbox -> sent -> receipt.

`send.py` walks it; nothing else sends a payload, and the calls of a flow go the same way (`call.py`). What differs from
receiver to receiver is data in a `Plan`:

    Target.plan(payload) -> Plan(takeover_id, (Step, Step, ...))            # target.py
    Step.render(facts)   -> Request | None       what goes out next, given what earlier answers gave; None: skip it
    Step.send(request, host) -> Verdict          one attempt; never raises for what goes wrong outside

A target of one request gives a plan of one step (`one_step`). A target of several (a help desk) gives them in order:
search, create, follow-ups. For each step that is not done yet, the sender calls `render` with the facts so far (a flat
mapping of names to JSON), notes in the outbox that the step has begun, calls `send`, and notes the facts of the answer.
A killed process therefore goes on where it was. How a plan speaks of repetition:

    repeat="safe"    the step may be sent again although nobody knows whether it arrived (a search, an upsert, a request
                     with a key that the receiver honours)
    repeat="search"  then all facts are forgotten and the plan begins anew: its search tells whether it arrived. The
                     create step renders None where the facts of the search say that the ticket is there
    repeat="never"   then the outcome is `unknown`, and only a person sends it again (`takeover outbox retry ID`)
    optional=True    its failure is said in the receipt, and the payload still counts as delivered (a tag, a note)

What an answer means is data too (`meaning.py`): `Rule(meaning, statuses, at, like)`, the first that fits decides, and
after the receiver's own come `KEYED` or `UNKEYED`. Meanings: created, refused (nobody takes it now: the flow's
`unavailable:`), retry (it was not taken in, and may be later), unknown, denied (not from us, until our settings are
mended: it waits in the outbox), final. What is read from it is `Take(name, at)`: `at` is a JSON pointer,
`header NAME`, or `text`. Facts named `id` and `url` are shown in receipts.

A step over HTTP is `web_step(name, render, connection, rules, takes, ...)` of `web.py`. `Connection` holds who we are
and how the receiver is reached; `CONNECTION` are the fields of a target that fill it, `WANTS` (`wants.py`) those that
every target has (`transcript`, `allow`, `required`, `min`), and `gather` makes a target of both. A request's line is
`METHOD address`; `${REFERENCES}` in it and in headers marked `written` are filled at the last moment, so that no secret
is in a Request, the outbox, or a dry run. Whatever a user said or a receiver answered must be percent-encoded where it
goes into an address. For a dry run `render` is called with facts that give `{name}` for whatever is not known yet.
"""
