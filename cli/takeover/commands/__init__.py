"""Floor 7: what each command does, one file a command, `run(…, host) -> ExitCode`. They compose the rooms below."""
