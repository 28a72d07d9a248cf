"""Help desks as data: a recipe says which requests make a ticket, and what their answers mean.

    recipe: our_desk                       # its name; a target picks it: {recipe: our_desk, url: …, token: …}
    title: Our own desk
    source: https://desk.example/docs/api  # where all this is known from
    settings:                              # what a target fills in; secret ones are references such as ${TOKEN}
      url: {help: "where it is, such as https://desk.example"}
      token: {help: a token, secret: true}
      queue: {help: the queue, default: General}
    headers: {Authorization: "Bearer {{ settings.token }}"}     # or basic: "{{ settings.user }}:{{ settings.token }}"
    values:                                # what this receiver calls a value of the payload
      priority: {low: 1, normal: 2, high: 3, urgent: 4}
    rate: 50                               # requests a minute that it takes; a second takeover waits for its turn
    limits: {subject: 200}                 # characters; longer ones are cut before they are put anywhere
    requests:                              # in order
      - search: "{{ settings.url }}/tickets?external={{ id }}"  # a GET, made before everything else
        take: {id: /items/0/id}            # JSON pointer, `header NAME` or `text`; not found is no fact
      - name: create
        unless: id                         # left out where this fact is known
        post: "{{ settings.url }}/tickets"
        json: {subject: "{{ subject }}", body: {$html: "<p>{{ summary }}</p>{{ html }}"}, priority: "{{ priority }}"}
        created: [201]                     # statuses that mean it is there (all 2xx)
        take: {id: /id, url: header Location}
        lost: search                       # the answer was lost: `search` again first, `repeat` it, or `tell` (default)
    link: "{{ settings.url }}/tickets/{{ facts.id }}"           # where a person sees the ticket
    answers:                               # what else answers mean; the first that fits
      - {is: refused, status: [403], at: /code, like: no_agents}

In an address every look-up is percent-encoded; in JSON it is put where it stands and cannot leave its text. A text that
is one look-up alone is the value itself, so numbers and lists stay ones; nothing at all leaves its key out. `$html`,
`$slack`, `$template` (to a receiver that fills {{ }} itself), `$json`, `$base64`, `$number` and `$literal` around a
text say what it is part of, and each look-up in it is escaped so; a key that begins with a dollar itself has two.
"""
