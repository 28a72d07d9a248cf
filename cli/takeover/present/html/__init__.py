"""The report as one page of HTML: no file beside it, no request, and nothing that a flow or a user wrote is obeyed."""
