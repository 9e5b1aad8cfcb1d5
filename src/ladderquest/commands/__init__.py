"""What the command line does, one module a group of commands; imported when a command is asked for."""
