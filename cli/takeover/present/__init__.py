"""Floor 6: everything that formats for people or machines: the talk, payloads, problems, tables."""
