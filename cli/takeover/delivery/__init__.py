"""Where payloads go: files, endpoints, mail servers. The only code that speaks to the network."""
