"""The command line: signatures only. Each body is one lazy import and one call; what a command does is in `commands`.

A body gives what is to be run, `return partial(run, paths, …)`, and runs nothing itself: the command line is a value
before anything happens, and what a command raises never passes through Click, which swallows broken pipes.
To add a command is to write its function into the file of its kind, with a line in the table at that file's end.
"""
